package drover.subscription;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a chat is told, when, and with what sound. Pure.
 *
 * <p>Who is told at all is decided when something happens; the sound when it is sent, so that a
 * mute holds for what waits as well.
 */
public final class RuleEngine {
  private RuleEngine() {}

  /** All of it at one moment. */
  public static Telling decide(News news, ChatWishes wishes, Instant now) {
    return wants(news, wishes.subscriptions(), wishes.children())
        ? telling(news, wishes, now)
        : new Telling.Nothing();
  }

  /** Whether one of a chat's subscriptions asks for it. */
  public static boolean wants(News news, List<Subscription> subscriptions, boolean children) {
    return subscriptions.stream().anyMatch(one -> wants(news, one, children));
  }

  /** How what is wanted is told. */
  static Telling telling(News news, ChatWishes wishes, Instant now) {
    Traits agent = news.agent();
    boolean critical = agent != null && agent.isCritical();
    Optional<Instant> muted =
        wishes.mutes().stream()
            .filter(mute -> mute.until().isAfter(now) && mutes(mute, news, critical))
            .map(Mute::until)
            .max(Comparator.naturalOrder());
    if (muted.isPresent()) {
      return new Telling.Hold(muted.get());
    }
    boolean quiet = wishes.quiet() != null && wishes.quiet().covers(now, wishes.zone());
    return new Telling.Tell(quiet && !critical && news.weight() != Weight.TROUBLE);
  }

  private static boolean wants(News news, Subscription subscription, boolean children) {
    Traits agent = news.agent();
    if (agent == null) {
      return true;
    }
    boolean problem = news.weight().compareTo(Weight.COMPLETION) > 0;
    boolean ofLevel =
        switch (subscription.level()) {
          case EVERYTHING -> true;
          case NORMAL -> news.weight() != Weight.START;
          case PROBLEMS -> problem;
        };
    return ofLevel
        && (problem || children || !agent.isChild() || subscription.filter().picksOut())
        && subscription.filter().matches(agent);
  }

  private static boolean mutes(Mute mute, News news, boolean critical) {
    Traits agent = news.agent();
    return mute.filter().isAll() ? !critical : agent != null && mute.filter().matches(agent);
  }
}
