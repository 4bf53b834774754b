package drover.history;

import drover.session.AgentLife;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How fast an agent spends tokens by its latest samples: the median of all slopes between two of
 * them, which neither a burst nor a pause turns around. Pure.
 */
public final class TokenRate {
  /** Older samples say nothing of the present rate. */
  public static final Duration WINDOW = Duration.ofMinutes(15);

  private static final Duration SHORTEST = Duration.ofMinutes(2);
  private static final int FEWEST = 3;
  private static final Duration FAR_AWAY = Duration.ofDays(1);

  private final List<Sample> samples;

  private TokenRate(List<Sample> samples) {
    this.samples = samples;
  }

  /**
   * @param samples oldest first, of any life of the session
   */
  public static TokenRate of(List<Sample> samples, AgentLife life) {
    List<Sample> usable = new ArrayList<>();
    for (Sample sample : samples) {
      if (sample.life().equals(life) && sample.tokensUsed() != null) {
        if (!usable.isEmpty() && used(sample) < used(usable.get(usable.size() - 1))) {
          usable.clear(); // a counter that began anew
        }
        usable.add(sample);
      }
    }
    return new TokenRate(usable);
  }

  /**
   * When the rest of the limit will be spent, from now; null when it cannot be told: too few
   * samples, too short a time, nothing spent, nothing left, or not within a day.
   */
  public @Nullable Duration lasting(@Nullable Long limit, Instant now) {
    if (limit == null || samples.size() < FEWEST) {
      return null;
    }
    Sample last = samples.get(samples.size() - 1);
    double perSecond = medianSlope();
    long left = limit - used(last);
    if (Duration.between(samples.get(0).at(), last.at()).compareTo(SHORTEST) < 0
        || perSecond <= 0
        || left <= 0
        || left / perSecond > FAR_AWAY.toSeconds()) {
      return null;
    }
    Instant end = last.at().plusSeconds(Math.round(left / perSecond));
    return end.isAfter(now) ? Duration.between(now, end) : null;
  }

  private double medianSlope() {
    List<Double> slopes = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      for (int j = i + 1; j < samples.size(); j++) {
        double seconds =
            Duration.between(samples.get(i).at(), samples.get(j).at()).toMillis() / 1e3;
        if (seconds > 0) {
          slopes.add((used(samples.get(j)) - used(samples.get(i))) / seconds);
        }
      }
    }
    slopes.sort(null);
    int middle = slopes.size() / 2;
    if (slopes.isEmpty()) {
      return 0;
    }
    return slopes.size() % 2 == 1
        ? slopes.get(middle)
        : (slopes.get(middle - 1) + slopes.get(middle)) / 2;
  }

  private static long used(Sample sample) {
    return Objects.requireNonNull(sample.tokensUsed());
  }
}
