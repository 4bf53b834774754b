package drover.history;

import drover.session.Session;
import drover.session.Transition;
import drover.session.TransitionListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes down every transition, in the transaction of the belief. */
public final class HistoryRecorder implements TransitionListener {
  private static final int DETAIL = 4_000;
  private static final int NAME = 200;

  /** A recovery looks for its stall among so many of the agent's latest entries. */
  private static final int LOOK_BACK = 50;

  private final HistoryStore history;

  public HistoryRecorder(HistoryStore history) {
    this.history = history;
  }

  @Override
  public void on(Transition transition) {
    Session session = transition.after().session();
    Duration lasted =
        transition.kind() == Transition.Kind.RECOVERED
            ? stallOf(transition)
            : RunTime.of(transition);
    history.append(
        new HistoryEntry(
            transition.life(),
            cut(transition.after().name(), NAME),
            transition.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            transition.earliest(),
            transition.latest(),
            detail(transition),
            null,
            session.tokens().used(),
            lasted == null ? null : lasted.toSeconds()));
  }

  private static @Nullable String detail(Transition transition) {
    String error = transition.after().session().error();
    String reason = transition.after().verdict().reason();
    return switch (transition.kind()) {
      case FAILED, TERMINATED -> error == null || error.isBlank() ? null : cut(error, DETAIL);
      case STALLED -> reason.equals("reported") ? null : cut(reason, DETAIL);
      case TOKENS_LOW -> transition.episode() + " % of the token limit";
      case APPEARED, RECOVERED, COMPLETED, LATE, STUCK_STARTING, TOKENS_USED_UP, VANISHED -> null;
    };
  }

  private @Nullable Duration stallOf(Transition recovery) {
    return history.of(recovery.after().id(), Instant.EPOCH, 0, LOOK_BACK).stream()
        .filter(e -> e.life().equals(recovery.life()) && e.kind().equals("stalled"))
        .findFirst()
        .map(stall -> Duration.between(stall.latest(), recovery.latest()))
        .filter(lasted -> !lasted.isNegative())
        .orElse(null);
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }
}
