package drover.openclaw;

import java.time.Duration;

/** Waits between tries. Tests do it without waiting. */
interface Pause {
  /** Waits; false when everything is to end, sooner then. */
  boolean sleep(Duration time) throws InterruptedException;
}
