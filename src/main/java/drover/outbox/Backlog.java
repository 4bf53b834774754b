package drover.outbox;

import drover.base.Transactor;
import drover.chat.ChatAddress;
import drover.outbox.OutboxPolicy.Bounds;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much waits, and what is done when it is too much: the least urgent and oldest are left out,
 * and their lane is told how many. The loop's thread counts; any thread reads.
 */
final class Backlog {
  private static final Logger log = LoggerFactory.getLogger(Backlog.class);
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private final OutboxStore store;
  private final Transactor transactor;
  private final Bounds bounds;
  private volatile long depth;
  private volatile long longest;
  private final AtomicLong leftOut = new AtomicLong();
  private volatile @Nullable Instant lastLeftOut;

  Backlog(Outbox.Parts parts, Bounds bounds) {
    store = parts.store();
    transactor = parts.transactor();
    this.bounds = bounds;
    MeterRegistry meters = parts.meters();
    FunctionCounter.builder("drover.outbox.left_out", leftOut, AtomicLong::get).register(meters);
    Gauge.builder("drover.outbox.waiting", this, b -> b.depth).register(meters);
    Gauge.builder("drover.outbox.waiting.limit", bounds, Bounds::inAll).register(meters);
    Gauge.builder("drover.outbox.longest", this, b -> b.longest).register(meters);
    Gauge.builder("drover.outbox.longest.limit", bounds, Bounds::perLane).register(meters);
  }

  long depth() {
    return depth;
  }

  /** How many were left out since the program began. */
  long leftOut() {
    return leftOut.get();
  }

  /** Whether the limit is near, or something was left out within the last hour. */
  boolean isPressed(Instant now) {
    Instant last = lastLeftOut;
    return depth >= bounds.inAll() * 0.8
        || longest >= bounds.perLane() * 0.8
        || (last != null && last.plus(REMEMBERED).isAfter(now));
  }

  Bounds bounds() {
    return bounds;
  }

  /** Takes the counts; returns whether to count again soon, because too many wait still. */
  boolean counted(Map<ChatAddress, Long> waiting, Instant now) {
    depth = waiting.values().stream().mapToLong(n -> n).sum();
    Map.Entry<ChatAddress, Long> most =
        waiting.entrySet().stream().max(Map.Entry.comparingByValue()).orElse(null);
    longest = most == null ? 0 : most.getValue();
    if (most == null) {
      return false;
    }
    long tooMany = Math.max(longest - bounds.perLane(), depth - bounds.inAll());
    if (tooMany <= 0) {
      return false;
    }
    // One more, for the notice of how many.
    int bite = (int) Math.min(bounds.bite(), Math.min(tooMany + 1, longest));
    return leaveOut(most.getKey(), bite, now) > 0;
  }

  private int leaveOut(ChatAddress lane, int bite, Instant now) {
    int count =
        transactor.call(
            () -> {
              int gone = store.leaveOut(lane, bite, "too many wait", now);
              if (gone > 0) {
                Fact fact = LeftOut.fact(lane, store.leftOut(lane, gone), now);
                var unused = store.add(fact, List.of(lane));
              }
              return gone;
            });
    if (count > 0) {
      log.warn("Too many notices wait; {} of lane {} were left out", count, lane);
      var unused = leftOut.addAndGet(count);
      lastLeftOut = now;
    }
    return count;
  }
}
