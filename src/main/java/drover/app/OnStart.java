package drover.app;

import drover.base.Managed;

/** A step of the start, and perhaps of the stop, that is no part of its own. */
final class OnStart implements Managed {
  private final Runnable onStart;
  private final Runnable onStop;

  private OnStart(Runnable onStart, Runnable onStop) {
    this.onStart = onStart;
    this.onStop = onStop;
  }

  static OnStart of(Runnable onStart) {
    return new OnStart(onStart, () -> {});
  }

  static OnStart of(Runnable onStart, Runnable onStop) {
    return new OnStart(onStart, onStop);
  }

  @Override
  public void start() {
    onStart.run();
  }

  @Override
  public void stop() {
    onStop.run();
  }
}
