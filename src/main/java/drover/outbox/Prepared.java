package drover.outbox;

import java.util.function.Supplier;

/**
 * What a notice has become when its turn is near.
 *
 * @param leaves whether a request is to leave, for which there has to be a place
 * @param end does the rest, once
 */
record Prepared(boolean leaves, Supplier<Outcome> end) {
  static Prepared toSend(Supplier<Outcome> send) {
    return new Prepared(true, send);
  }

  /** Nothing is to leave. */
  static Prepared over(Outcome outcome) {
    return new Prepared(false, () -> outcome);
  }
}
