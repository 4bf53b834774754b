package drover.session;

/**
 * A status and how we come to it.
 *
 * @param reason for a person: "reported", "no activity", "token budget used up"; how long is for
 *     the reader to count, since a verdict stands for a while
 */
public record Verdict(SessionStatus status, Source source, String reason) {
  /** Ends, history and statistics rest on reported facts alone. */
  public enum Source {
    REPORTED,
    DERIVED
  }

  public static Verdict reported(SessionStatus status) {
    return new Verdict(status, Source.REPORTED, "reported");
  }

  public static Verdict derived(SessionStatus status, String reason) {
    return new Verdict(status, Source.DERIVED, reason);
  }

  /** Whether the agent is over: a status derived from tokens is not an end. */
  public boolean isEnd() {
    return source == Source.REPORTED && status.isOver();
  }
}
