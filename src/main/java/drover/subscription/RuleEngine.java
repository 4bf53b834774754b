package drover.subscription;

import drover.chat.ChatAddress;
import drover.session.Session;
import drover.session.Transition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Decides which chats are told of a transition. Pure. */
public final class RuleEngine {
  private RuleEngine() {}

  /** Each chat and topic at most once, in the order of the subscriptions. */
  public static Set<ChatAddress> wanting(Transition transition, List<Subscription> subscriptions) {
    Set<ChatAddress> chats = new LinkedHashSet<>();
    for (Subscription subscription : subscriptions) {
      if (wants(subscription.level(), transition)) {
        chats.add(subscription.chat());
      }
    }
    return chats;
  }

  private static boolean wants(Level level, Transition transition) {
    boolean child = isChild(transition.after().session());
    return switch (transition.kind()) {
      case APPEARED -> level == Level.EVERYTHING && !child;
      case COMPLETED -> level != Level.PROBLEMS && !child;
      case STALLED,
          RECOVERED,
          FAILED,
          TERMINATED,
          LATE,
          STUCK_STARTING,
          TOKENS_LOW,
          TOKENS_USED_UP,
          VANISHED ->
          true;
    };
  }

  private static boolean isChild(Session session) {
    return session.family().parent() != null;
  }
}
