package drover.session;

import java.time.Instant;

/** What happens to a server as a whole. Times are by our clock. */
public sealed interface ServerNews {
  /** When it happened, or when we noticed. */
  Instant at();

  <R> R accept(Visitor<R> visitor);

  /** One method for each. */
  interface Visitor<R> {
    R unreachable(Unreachable news);

    R back(Back news);

    R restarted(Restarted news);
  }

  /**
   * It did not answer several times in a row.
   *
   * @param since the first of these times; names the outage
   * @param trouble why, in one sentence without secrets
   */
  record Unreachable(Instant at, Instant since, String trouble) implements ServerNews {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.unreachable(this);
    }
  }

  /**
   * It answers again.
   *
   * @param since the same as when it became unreachable
   */
  record Back(Instant at, Instant since) implements ServerNews {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.back(this);
    }
  }

  /**
   * Every id is new at once: it began anew and forgot what ran.
   *
   * @param gone how many agents that had not ended are not there any more
   * @param present how many are there now
   */
  record Restarted(Instant at, int gone, int present) implements ServerNews {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.restarted(this);
    }
  }
}
