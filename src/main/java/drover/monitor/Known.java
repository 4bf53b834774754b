package drover.monitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One agent in memory: the belief, and what need not survive a restart. The board's thread. */
final class Known {
  Belief belief;

  /** Up to when, by our clock, its state is known. */
  Instant stamp;

  /** What is stored is older, though nothing is missing in it that was told. */
  boolean unsaved;

  final Absence absence = new Absence();

  /** How often a read to confirm its silence was asked for without telling anything new. */
  int reads;

  Instant nextRead = Instant.MIN;

  boolean secondEndLogged;

  Known(Belief belief, Instant stamp) {
    this.belief = belief;
    this.stamp = stamp;
  }

  /**
   * The fact that it is gone, should a read say so too; null while lists alone do not suggest it.
   */
  Fact.@Nullable Gone gone() {
    return belief.isLiving() ? absence.gone(belief.agent().id(), belief.agent().asOf()) : null;
  }
}
