package drover.base;

/** Something that is started once and stopped once, by {@link Lifecycle}, on its thread. */
public interface Managed {
  /** Returns when the part works, or throws and leaves nothing running. */
  void start();

  /** Returns when the part's threads are gone and its files closed. Never throws for being late. */
  void stop();
}
