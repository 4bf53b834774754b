package drover.access;

/** What a person may do; each role may all that the ones before it may. */
public enum Role {
  STRANGER,
  VIEWER,
  OPERATOR,
  ADMIN;

  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
