package drover.emulator;

/** The four kinds of chats. */
public enum ChatKind {
  PRIVATE("private"),
  GROUP("group"),
  SUPERGROUP("supergroup"),
  CHANNEL("channel");

  private final String wire;

  ChatKind(String wire) {
    this.wire = wire;
  }

  String wire() {
    return wire;
  }

  boolean isGroup() {
    return this == GROUP || this == SUPERGROUP;
  }
}
