package drover.monitor;

import drover.session.SessionEvent;
import drover.session.SessionStatus;
import org.jspecify.annotations.Nullable;

/** Finds the end that a fact tells of. */
final class SecondEnd {
  private SecondEnd() {}

  /** Its word; null when the fact tells of no end. */
  static @Nullable SessionStatus of(Fact fact) {
    if (fact instanceof Fact.Whole whole) {
      return end(whole.record().status());
    }
    if (!(fact instanceof Fact.Heard heard)) {
      return null;
    }
    return heard.event() instanceof SessionEvent.Updated updated
        ? end(updated.status())
        : heard.event() instanceof SessionEvent.Completed
            ? SessionStatus.COMPLETED
            : heard.event() instanceof SessionEvent.Failed ? SessionStatus.FAILED : null;
  }

  private static @Nullable SessionStatus end(@Nullable String word) {
    return SessionStatus.parse(word).filter(SessionStatus::isOver).orElse(null);
  }
}
