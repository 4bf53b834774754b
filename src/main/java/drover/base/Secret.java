package drover.base;

/** A token or key. Prints as stars; {@link #reveal} is for the wire alone. */
public record Secret(String reveal) {
  public Secret {
    if (reveal.isBlank()) {
      throw new IllegalArgumentException("a secret must not be blank");
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
