package drover.command;

import drover.session.SessionPlan.Part;
import drover.view.SpawnView;
import java.util.List;
import java.util.Optional;

/**
 * A call of {@link SpawnStepCommand}, read.
 *
 * @param part which part is meant; empty: the one that was asked for
 * @param message the number of the message that was typed; 0 for presses
 */
record SpawnStep(
    SpawnMove move, long draft, int revision, Optional<Part> part, long message, String text) {
  /** A page that fits whatever revision the draft has. */
  static final int ANY = -1;

  static SpawnStep of(Invocation invocation) {
    // What was typed stands last, as it is: it must not be taken apart into words.
    String[] words = invocation.call().text().split("\\s+", 4);
    SpawnMove move = SpawnMove.of(words[0]).orElse(SpawnMove.SHOW);
    long draft = number(words, 1);
    if (move == SpawnMove.ANSWER) {
      String text = words.length > 3 ? words[3] : "";
      return new SpawnStep(move, draft, ANY, Optional.empty(), number(words, 2), text);
    }
    List<String> all = invocation.words();
    String part = all.size() > 3 ? all.get(3) : "";
    String text = all.size() > 4 ? all.get(4) : "";
    int revision = all.size() > 2 ? (int) number(words, 2) : ANY;
    return new SpawnStep(move, draft, revision, part(part), 0, text);
  }

  private static Optional<Part> part(String word) {
    return Part.ALL.stream().filter(part -> SpawnView.word(part).equals(word)).findFirst();
  }

  private static long number(String[] words, int at) {
    return words.length > at && words[at].matches("-?\\d{1,18}") ? Long.parseLong(words[at]) : 0;
  }
}
