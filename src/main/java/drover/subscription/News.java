package drover.subscription;

import org.jspecify.annotations.Nullable;

/**
 * What there is to tell.
 *
 * @param agent null for news of the server as a whole
 */
public record News(Weight weight, @Nullable Traits agent) {
  /** The server is gone, or is not the one it was: everybody's trouble. */
  public static News ofServer() {
    return new News(Weight.TROUBLE, null);
  }
}
