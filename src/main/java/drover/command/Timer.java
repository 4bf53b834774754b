package drover.command;

import java.time.Duration;

/** Runs something small a little later. */
interface Timer {
  void after(Duration delay, Runnable action);
}
