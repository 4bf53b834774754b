package drover.emulator;

/** What somebody is in a chat. */
public enum Standing {
  CREATOR("creator"),
  ADMINISTRATOR("administrator"),
  MEMBER("member"),
  /** A member who may read but not write. */
  RESTRICTED("restricted"),
  LEFT("left"),
  KICKED("kicked");

  private final String wire;

  Standing(String wire) {
    this.wire = wire;
  }

  String wire() {
    return wire;
  }

  public boolean isInside() {
    return this != LEFT && this != KICKED;
  }

  public boolean isAdmin() {
    return this == CREATOR || this == ADMINISTRATOR;
  }
}
