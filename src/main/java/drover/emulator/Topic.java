package drover.emulator;

/** A topic of a forum. */
public record Topic(long id, String name, boolean closed) {
  Topic withClosed(boolean now) {
    return new Topic(id, name, now);
  }
}
