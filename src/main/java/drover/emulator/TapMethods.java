package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Pressed buttons and the bot's answers to them. Guarded by the monitor of {@link State}. */
final class TapMethods {
  /** After this an answer is "too old". */
  private static final Duration ANSWERABLE = Duration.ofSeconds(10);

  private static final Duration KEPT = Duration.ofHours(1);

  private final World world;
  private final Executor executor;
  private final Map<String, CompletableFuture<TapAnswer>> waiting = new HashMap<>();

  TapMethods(World world, Executor executor) {
    this.world = world;
    this.executor = executor;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("answerCallbackQuery", this::answer);
  }

  /** Remembers a press; the future ends with the bot's answer. */
  Tap open(long user, long chat) {
    String id = Long.toString(4_000_000_000L + ++world.state.lastTapNumber);
    forgetOld();
    world.state.taps.put(id, new OpenTap(id, user, chat, world.now()));
    CompletableFuture<TapAnswer> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    return new Tap(id, answer);
  }

  /** Presses that were never answered do not pile up. */
  private void forgetOld() {
    world.state.taps.values().removeIf(tap -> tap.at().plus(KEPT).isBefore(world.now()));
    waiting.keySet().retainAll(world.state.taps.keySet());
  }

  private JsonNode answer(Call call) {
    OpenTap tap = world.state.taps.remove(call.text("callback_query_id"));
    @Nullable CompletableFuture<TapAnswer> future = tap == null ? null : waiting.remove(tap.id());
    if (tap == null || isOld(tap)) {
      throw ApiRefusal.badRequest(
          "query is too old and response timeout expired or query ID is invalid");
    }
    String url = call.text("url");
    if (!url.isEmpty() && !url.startsWith("https://t.me/") && !url.startsWith("tg://")) {
      throw ApiRefusal.invalid("URL_INVALID");
    }
    String text = call.text("text");
    TapAnswer answer =
        new TapAnswer(
            text.isEmpty() ? null : text,
            call.flag("show_alert"),
            url.isEmpty() ? null : url,
            Duration.between(tap.at(), world.now()));
    if (future != null) {
      executor.execute(() -> future.complete(answer));
    }
    world.changed();
    return BooleanNode.TRUE;
  }

  private boolean isOld(OpenTap tap) {
    return tap.at().plus(ANSWERABLE).isBefore(world.now());
  }
}
