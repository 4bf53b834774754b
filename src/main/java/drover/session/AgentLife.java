package drover.session;

/**
 * One run of one session. The same id reported working again after its end is a new life. Facts,
 * buttons and orders name a life, so that none of them reaches the next one by mistake.
 *
 * @param run opaque; the monitor chooses it
 */
public record AgentLife(SessionId session, String run) {
  private static final char SEPARATOR = '#';

  /** One string for tables and keys; {@link #parse} reads it. */
  public String key() {
    return run + SEPARATOR + session.value();
  }

  /** Whether {@link #parse} can read it. */
  public static boolean isKey(String text) {
    int at = text.indexOf(SEPARATOR);
    return at >= 0 && at + 1 < text.length();
  }

  public static AgentLife parse(String key) {
    int at = key.indexOf(SEPARATOR);
    if (at < 0) {
      throw new IllegalArgumentException("not an agent life: " + key);
    }
    return new AgentLife(new SessionId(key.substring(at + 1)), key.substring(0, at));
  }

  public AgentLife {
    if (run.indexOf(SEPARATOR) >= 0) {
      throw new IllegalArgumentException("a run must not contain " + SEPARATOR);
    }
  }

  @Override
  public String toString() {
    return key();
  }
}
