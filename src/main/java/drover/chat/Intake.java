package drover.chat;

import java.util.List;
import java.util.Set;

/**
 * Takes over what the service delivers, so that the service may forget it. One caller at a time.
 */
public interface Intake {
  /** Takes what it can, within a second or two; may throw when it can take nothing. */
  Taken take(List<Incoming> updates);

  /**
   * What became of a delivery.
   *
   * @param fresh how many were stored and not known before
   * @param left the numbers of those that the service has to keep and bring again
   */
  record Taken(int fresh, Set<Long> left) {
    public Taken {
      left = Set.copyOf(left);
    }

    public static Taken all(int fresh) {
      return new Taken(fresh, Set.of());
    }
  }
}
