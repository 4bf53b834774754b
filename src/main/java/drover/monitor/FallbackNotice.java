package drover.monitor;

import drover.session.Transition;

/**
 * Stores a minimal plain notice of a transition that its listener failed on twice, inside the
 * transaction of the belief. Called on the monitor's thread.
 */
@FunctionalInterface
public interface FallbackNotice {
  void plain(Transition transition);
}
