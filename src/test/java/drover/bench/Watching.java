package drover.bench;

import drover.emulator.ApiCall;
import drover.emulator.TelegramEmulator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Waits for calls of the bot without slowing it down by looking all the time. */
final class Watching {
  private static final Duration BETWEEN = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Watching() {}

  /** The first message to this chat with these words, when it arrived. */
  static ApiCall message(TelegramEmulator telegram, long chat, String words) {
    return first(
        telegram,
        call ->
            call.method().equals("sendMessage")
                && call.parameters().path("chat_id").asLong() == chat
                && call.parameters().path("text").asText().contains(words));
  }

  static ApiCall first(TelegramEmulator telegram, Predicate<ApiCall> which) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      List<ApiCall> calls = telegram.calls().all();
      Optional<ApiCall> found = calls.stream().filter(which).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Times.rest(BETWEEN);
    }
    throw new IllegalStateException("the call never came");
  }
}
