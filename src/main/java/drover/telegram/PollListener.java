package drover.telegram;

/** Hears how polling goes, on the polling thread; what it throws is logged. */
public interface PollListener {
  /** Another program that polls with the same token has ended our poll. */
  void cutOff(String why);

  /** A poll was answered. */
  void polled();

  /** Hears nothing. */
  static PollListener none() {
    return new PollListener() {
      @Override
      public void cutOff(String why) {}

      @Override
      public void polled() {}
    };
  }
}
