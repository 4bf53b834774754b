package drover.simulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What came in and what was done, for tests to check. Any thread. */
public final class Counters {
  private static final int TIMES_KEPT = 10_000;

  private final Map<ApiCall, ArrayDeque<Instant>> times = new EnumMap<>(ApiCall.class);
  private final Map<ApiCall, Long> requests = new EnumMap<>(ApiCall.class);
  private final AtomicLong kills = new AtomicLong();
  private final AtomicLong respawns = new AtomicLong();
  private final AtomicLong creates = new AtomicLong();
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong limited = new AtomicLong();
  private final AtomicLong slowClientsCut = new AtomicLong();

  /** Every request that reached the server, refused and spoiled ones included. */
  public synchronized long requests(ApiCall call) {
    return requests.getOrDefault(call, 0L);
  }

  public synchronized long requests() {
    return requests.values().stream().mapToLong(Long::longValue).sum();
  }

  /** When the requests came, oldest first; the newest ten thousand of them. */
  public synchronized List<Instant> times(ApiCall call) {
    ArrayDeque<Instant> known = times.get(call);
    return known == null ? List.of() : List.copyOf(known);
  }

  /** Kill orders accepted, also those whose answer got lost. */
  public long kills() {
    return kills.get();
  }

  /** Sessions respawned, also those whose answer got lost. */
  public long respawns() {
    return respawns.get();
  }

  /** Sessions created over the API, also those whose answer got lost. */
  public long creates() {
    return creates.get();
  }

  /** Requests refused because they went beyond the limits, not out of the blue. */
  public long limited() {
    return limited.get();
  }

  /** Frames handed to clients, one for each client. */
  public long events() {
    return events.get();
  }

  /** Clients cut off because they did not read. */
  public long slowClientsCut() {
    return slowClientsCut.get();
  }

  synchronized void request(ApiCall call, Instant at) {
    requests.merge(call, 1L, Long::sum);
    ArrayDeque<Instant> known = times.computeIfAbsent(call, key -> new ArrayDeque<>());
    known.addLast(at);
    if (known.size() > TIMES_KEPT) {
      known.removeFirst();
    }
  }

  void killed() {
    kills.incrementAndGet();
  }

  void respawned() {
    respawns.incrementAndGet();
  }

  void created() {
    creates.incrementAndGet();
  }

  void eventSent() {
    events.incrementAndGet();
  }

  void overLimit() {
    limited.incrementAndGet();
  }

  void slowClientCut() {
    slowClientsCut.incrementAndGet();
  }
}
