package drover.chat;

/** What sort of chat an update came from. */
public enum ChatKind {
  PRIVATE,
  GROUP,
  SUPERGROUP,
  CHANNEL;

  public boolean isGroup() {
    return this == GROUP || this == SUPERGROUP;
  }
}
