package drover.session;

/** A server's name for a session: opaque, of any length and any characters. Never parsed. */
public record SessionId(String value) {
  public SessionId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a session id must not be empty");
    }
  }

  /** The first eight characters, enough for a person; the whole id where it is shorter. */
  public String shortForm() {
    return value.length() <= 8
        ? value
        : value.substring(
            0, value.offsetByCodePoints(0, Math.min(8, value.codePointCount(0, value.length()))));
  }

  @Override
  public String toString() {
    return value;
  }
}
