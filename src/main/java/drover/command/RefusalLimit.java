package drover.command;

import drover.base.SlidingLimit;
import drover.chat.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;

/**
 * How many refusals of one person are written down in an hour: the trail is bounded, and nobody may
 * push out of it what others did. Any thread.
 */
final class RefusalLimit {
  static final int AN_HOUR = 30;
  private static final int MOST_PEOPLE = 500;
  private static final UserId NOBODY = new UserId(0);

  private final Map<UserId, SlidingLimit> people =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Entry<UserId, SlidingLimit> eldest) {
          return size() > MOST_PEOPLE;
        }
      };

  /**
   * @param person null: one of those who are counted together
   */
  synchronized boolean allows(@Nullable UserId person, Instant now) {
    SlidingLimit limit =
        people.computeIfAbsent(
            person == null ? NOBODY : person, id -> new SlidingLimit(AN_HOUR, Duration.ofHours(1)));
    return limit.tryTake(now).isZero();
  }
}
