package drover.access;

import drover.base.Transactor;
import drover.chat.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Strangers at the door: the admins hear of each of them once, and of few in an hour, so that a
 * crowd cannot drown what matters. Who came too soon after others is told when they write again.
 * Any thread.
 */
public final class Knocks {
  static final int MOST_AN_HOUR = 5;
  private static final Duration HOUR = Duration.ofHours(1);

  private final UserStore users;
  private final Transactor transactor;
  private final Clock clock;
  private final Consumer<Knock> tell;

  /**
   * @param tell leaves it to be told, in the transaction that notes it
   */
  public Knocks(UserStore users, Transactor transactor, Clock clock, Consumer<Knock> tell) {
    this.users = users;
    this.transactor = transactor;
    this.clock = clock;
    this.tell = tell;
  }

  public synchronized void knock(UserId who, String name, @Nullable String handle) {
    Instant now = clock.instant();
    if (users.hasKnocked(who)
        || users.knocksSince(now.minus(HOUR)) >= MOST_AN_HOUR
        || users.all().stream().noneMatch(user -> user.role() == Role.ADMIN)) {
      return;
    }
    transactor.run(
        () -> {
          users.knocked(who, name, handle, now);
          tell.accept(new Knock(who, name, handle, now));
        });
  }
}
