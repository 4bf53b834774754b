package drover.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person does with a draft. */
enum SpawnMove {
  /** Types something. */
  ANSWER,
  /** Chooses a ready answer. */
  PICK,
  SKIP,
  BACK,
  CHANGE,
  SHOW,
  CANCEL,
  CREATE,
  /** Takes back what was ordered and waits its turn. */
  WITHDRAW;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<SpawnMove> of(String word) {
    return Arrays.stream(values()).filter(move -> move.word().equals(word)).findFirst();
  }
}
