package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The updates that wait for the bot, and the one poll that waits for them.
 *
 * <p>Guarded by the monitor of {@link State}; polls are answered on threads of their own.
 */
final class UpdateQueue {
  private static final Duration KEPT = Duration.ofDays(1);
  private static final Duration TAPS_KEPT = Duration.ofSeconds(150);
  private static final int LONGEST_POLL_SECONDS = 50;
  private static final int REMEMBERED = 100;
  private static final Set<String> ONLY_ON_REQUEST =
      Set.of("chat_member", "message_reaction", "message_reaction_count");

  private final State state;
  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final Executor answers;
  private final Deque<ObjectNode> delivered = new ArrayDeque<>();
  private final List<ObjectNode> again = new ArrayList<>();
  private @Nullable Waiting waiting;

  UpdateQueue(State state, Clock clock, ScheduledExecutorService timer, Executor answers) {
    this.state = state;
    this.clock = clock;
    this.timer = timer;
    this.answers = answers;
  }

  private record Waiting(CompletableFuture<JsonNode> answer, int limit) {}

  /** Adds an update unless the bot does not want its type. */
  void add(String type, JsonNode payload) {
    synchronized (state) {
      List<String> allowed = state.allowedUpdates;
      boolean wanted = allowed == null ? !ONLY_ON_REQUEST.contains(type) : allowed.contains(type);
      if (wanted) {
        long id = ++state.lastUpdateId;
        ObjectNode body = Json.object().put("update_id", id);
        body.set(type, payload);
        state.updates.add(new StoredUpdate(id, type, clock.instant(), body));
        state.touch();
        wake();
      }
    }
  }

  /**
   * Answers with updates, at once or when some come. Ends the poll that waited before, as Telegram
   * does.
   *
   * @param timeout seconds of real time
   */
  CompletableFuture<JsonNode> poll(long offset, int limit, int timeout) {
    synchronized (state) {
      var unused =
          endWaiting(
              ApiRefusal.refused(
                  409,
                  "Conflict: terminated by other getUpdates request; make sure that only one bot"
                      + " instance is running"));
      confirm(offset);
      state.touch();
      expire();
      ArrayNode ready = take(limit);
      if (!ready.isEmpty() || timeout <= 0) {
        return CompletableFuture.completedFuture(ready);
      }
      Waiting mine = new Waiting(new CompletableFuture<>(), limit);
      waiting = mine;
      var timeUp =
          timer.schedule(
              () -> timeUp(mine), Math.min(timeout, LONGEST_POLL_SECONDS), TimeUnit.SECONDS);
      return mine.answer().whenComplete((answer, failure) -> timeUp.cancel(false));
    }
  }

  /** Ends the waiting poll, if any, with a refusal; done when that is written. */
  CompletableFuture<Boolean> endWaiting(ApiRefusal refusal) {
    synchronized (state) {
      Waiting ended = waiting;
      waiting = null;
      return ended == null
          ? CompletableFuture.completedFuture(true)
          : CompletableFuture.supplyAsync(
              () -> ended.answer().completeExceptionally(refusal), answers);
    }
  }

  boolean hasWaitingPoll() {
    synchronized (state) {
      return waiting != null;
    }
  }

  int size() {
    synchronized (state) {
      expire();
      return state.updates.size();
    }
  }

  void clear() {
    synchronized (state) {
      state.updates.clear();
      again.clear();
    }
  }

  /** Hands out the last delivered updates once more, whatever offset the bot asks for. */
  void redeliver(int count) {
    synchronized (state) {
      List<ObjectNode> all = new ArrayList<>(delivered);
      again.addAll(all.subList(Math.max(0, all.size() - count), all.size()));
      wake();
    }
  }

  private void wake() {
    Waiting ready = waiting;
    if (ready != null) {
      waiting = null;
      ArrayNode answer = take(ready.limit());
      answers.execute(() -> ready.answer().complete(answer));
    }
  }

  private void timeUp(Waiting mine) {
    synchronized (state) {
      if (mine.equals(waiting)) {
        waiting = null;
      }
    }
    answers.execute(() -> mine.answer().complete(Json.array()));
  }

  private void confirm(long offset) {
    if (offset >= 0) {
      state.updates.removeIf(update -> update.id() < offset);
      return;
    }
    int keep = (int) Math.min(-offset, state.updates.size());
    state.updates.subList(0, state.updates.size() - keep).clear();
  }

  private void expire() {
    Instant now = clock.instant();
    state.updates.removeIf(
        update -> {
          Duration kept = update.type().equals("callback_query") ? TAPS_KEPT : KEPT;
          return update.at().plus(kept).isBefore(now);
        });
  }

  private ArrayNode take(int limit) {
    ArrayNode batch = Json.array();
    again.forEach(batch::add);
    again.clear();
    for (StoredUpdate update : state.updates) {
      if (batch.size() >= limit) {
        break;
      }
      batch.add(update.body());
      remember(update.body());
    }
    return batch;
  }

  private void remember(ObjectNode update) {
    delivered.remove(update);
    delivered.addLast(update);
    if (delivered.size() > REMEMBERED) {
      delivered.removeFirst();
    }
  }
}
