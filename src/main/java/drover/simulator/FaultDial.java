package drover.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The faults in force: knobs that stay as they are turned, and scripted ones for the next calls.
 * Any thread; changes count from the next request or event.
 */
public final class FaultDial {
  private static final Duration SURPRISE_WAIT = Duration.ofSeconds(1);
  private static final List<Fault> SPOILING =
      List.of(
          Fault.HANG,
          Fault.CUT,
          Fault.REDIRECT,
          Fault.RATE_LIMITED,
          Fault.ERROR,
          Fault.HTML,
          Fault.GARBAGE,
          Fault.CUT_IN_BODY);

  private final RandomGenerator random;
  private final Map<Fault, Double> values = new EnumMap<>(Fault.class);
  private final Map<ApiCall, ArrayDeque<Misbehavior>> scripts = new EnumMap<>(ApiCall.class);

  FaultDial(RandomGenerator random) {
    this.random = random;
  }

  public synchronized double get(Fault fault) {
    return values.getOrDefault(fault, 0.0);
  }

  public boolean isOn(Fault fault) {
    return get(fault) != 0;
  }

  /** Turns a knob; throws {@link IllegalArgumentException} for a value its kind does not know. */
  public synchronized void set(Fault fault, double value) {
    fault.check(value);
    values.put(fault, value);
  }

  public void on(Fault fault) {
    set(fault, 1);
  }

  public void off(Fault fault) {
    set(fault, 0);
  }

  public void set(Fault fault, Duration duration) {
    set(fault, (double) duration.toMillis());
  }

  /** Sets several at once, or none when one does not fit. */
  public synchronized void setAll(Map<Fault, Double> wanted) {
    wanted.forEach((fault, value) -> fault.check(value));
    values.putAll(wanted);
  }

  /** Every knob and where it stands. */
  public synchronized Map<Fault, Double> all() {
    Map<Fault, Double> copy = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      copy.put(fault, get(fault));
    }
    return Collections.unmodifiableMap(copy);
  }

  /** All knobs back to zero, all scripts forgotten. */
  public synchronized void clear() {
    values.clear();
    scripts.clear();
  }

  /**
   * The next {@code times} requests of this kind go wrong this way, after those scripted before.
   */
  public synchronized void next(ApiCall call, int times, Misbehavior misbehavior) {
    ArrayDeque<Misbehavior> script = scripts.computeIfAbsent(call, key -> new ArrayDeque<>());
    script.addAll(Collections.nCopies(times, misbehavior));
  }

  /** How many scripted requests of this kind are still to come. */
  public synchronized int scripted(ApiCall call) {
    ArrayDeque<Misbehavior> script = scripts.get(call);
    return script == null ? 0 : script.size();
  }

  synchronized boolean strikes(Fault share) {
    double value = get(share);
    return value > 0 && random.nextDouble() < value;
  }

  synchronized Duration latency() {
    double least = get(Fault.LATENCY_MIN);
    double most = Math.max(least, get(Fault.LATENCY_MAX));
    double millis = most > least ? least + random.nextDouble() * (most - least) : least;
    return Duration.ofMillis((long) millis);
  }

  Duration skew() {
    return Duration.ofMillis((long) get(Fault.CLOCK_SKEW));
  }

  /** What goes wrong with this request: the script first, then chance. */
  synchronized Optional<Misbehavior> choose(ApiCall call) {
    ArrayDeque<Misbehavior> script = scripts.get(call);
    if (script != null && !script.isEmpty()) {
      return Optional.of(script.removeFirst());
    }
    return SPOILING.stream().filter(this::strikes).findFirst().map(FaultDial::misbehavior);
  }

  private static Misbehavior misbehavior(Fault fault) {
    return switch (fault) {
      case HANG -> Misbehavior.hang();
      case CUT -> Misbehavior.cut();
      case REDIRECT -> Misbehavior.redirect("");
      case RATE_LIMITED -> Misbehavior.rateLimited(SURPRISE_WAIT);
      case HTML -> Misbehavior.html();
      case GARBAGE -> Misbehavior.garbage();
      case CUT_IN_BODY -> Misbehavior.cutInBody();
      default -> Misbehavior.status(500);
    };
  }
}
