package drover.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Durations of one thing done often. */
final class Times {
  private final List<Duration> all = new ArrayList<>();

  void add(Duration one) {
    all.add(one);
  }

  Duration median() {
    return quantile(0.5);
  }

  /** The smallest that is not exceeded by this share. */
  Duration quantile(double share) {
    List<Duration> sorted = all.stream().sorted().toList();
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, index));
  }

  static double ratio(Duration one, Duration other) {
    return (double) one.toNanos() / other.toNanos();
  }

  static String millis(Duration time) {
    double millis = time.toNanos() / 1e6;
    return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
  }

  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Lets that time pass. */
  static void rest(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }
}
