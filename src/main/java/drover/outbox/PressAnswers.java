package drover.outbox;

import drover.base.Managed;
import drover.base.Threads;
import drover.chat.ChatSender;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Answers presses beside all lanes: people wait for it by the tenth of a second. Any thread. */
final class PressAnswers implements Managed {
  private static final int THREADS = 4;
  private static final int MOST = 500;

  private final ChatSender sender;
  private final ThreadPoolExecutor pool;

  PressAnswers(ChatSender sender) {
    this.sender = sender;
    pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST),
            Threads.named("outbox-press"),
            // The oldest is the likeliest to be too late anyway.
            new ThreadPoolExecutor.DiscardOldestPolicy());
    pool.allowCoreThreadTimeOut(true);
  }

  @Override
  public void start() {}

  /** Takes no more and returns at once; what waits may still leave while the program runs. */
  @Override
  public void stop() {
    pool.shutdown();
  }

  void answer(String pressId, String text, boolean alert) {
    pool.execute(() -> sender.answerPress(pressId, text, alert));
  }
}
