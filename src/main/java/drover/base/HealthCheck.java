package drover.base;

/** One line of {@code /health}: what it watches and how it is. Any thread; answers from memory. */
public interface HealthCheck {
  /** One or two words: "stream", "database". */
  String name();

  Health check();

  /** How serious it is. */
  enum State {
    OK,
    DEGRADED,
    DOWN
  }

  /**
   * A state in words for a person.
   *
   * @param text what is so, in one sentence without secrets
   * @param advice what to do about it; empty when all is well
   */
  record Health(State state, String text, String advice) {
    public static Health ok(String text) {
      return new Health(State.OK, text, "");
    }

    public static Health degraded(String text, String advice) {
      return new Health(State.DEGRADED, text, advice);
    }

    public static Health down(String text, String advice) {
      return new Health(State.DOWN, text, advice);
    }
  }
}
