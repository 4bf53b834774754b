package drover.command;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Answers one press, once and soon: a button spins until it is answered. Any thread. */
final class PressReply {
  /** A person waits 700 ms at most; this leaves the rest for the way. */
  static final Duration PATIENCE = Duration.ofMillis(500);

  private final Messenger messenger;
  private final String pressId;
  private final AtomicBoolean answered = new AtomicBoolean();

  PressReply(Messenger messenger, String pressId) {
    this.messenger = messenger;
    this.pressId = pressId;
  }

  /** Answers unless it was answered. */
  void answer(String text) {
    if (answered.compareAndSet(false, true)) {
      messenger.answerPress(pressId, text);
    }
  }

  /** Ends the spinning when nobody did. */
  void finish() {
    answer("");
  }

  /** Says "Checking…" unless somebody answers within what is left of the patience. */
  void promise(Timer timer, Duration waitedAlready) {
    Duration left = PATIENCE.minus(waitedAlready);
    timer.after(left.isNegative() ? Duration.ZERO : left, () -> answer("Checking…"));
  }
}
