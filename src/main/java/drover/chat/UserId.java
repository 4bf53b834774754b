package drover.chat;

/** A person, by the service's number. Names and handles change; this does not. */
public record UserId(long value) {
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
