package drover.subscription;

import drover.access.Access;
import drover.access.ChatSettings;
import drover.access.ChatStore;
import drover.chat.ChatAddress;
import drover.session.Transition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link RuleEngine} over what is stored. Any thread. */
public final class Wishes {
  private final SubscriptionStore subscriptions;
  private final MuteStore mutes;
  private final ChatStore chats;
  private final Access access;
  private final Kin kin;

  /**
   * @param kin knows names and earlier runs, from memory
   */
  public Wishes(
      SubscriptionStore subscriptions, MuteStore mutes, ChatStore chats, Access access, Kin kin) {
    this.subscriptions = subscriptions;
    this.mutes = mutes;
    this.chats = chats;
    this.access = access;
    this.kin = kin;
  }

  /** The news that a transition is. */
  public News newsOf(Transition transition) {
    return new News(Weight.of(transition.kind()), Traits.withFormer(transition.after(), kin));
  }

  /** Who is to be told of it, of those who may hear: each chat and topic once. */
  public Set<ChatAddress> wanting(News news) {
    Map<ChatAddress, List<Subscription>> byChat =
        subscriptions.active().stream()
            .filter(one -> access.mayHear(one.chat()))
            .collect(
                Collectors.groupingBy(Subscription::chat, LinkedHashMap::new, Collectors.toList()));
    Traits agent = news.agent();
    // Asked only where it decides: most news is no child's.
    Set<ChatAddress> children =
        agent != null && agent.isChild() ? chats.wantingChildren() : Set.of();
    Set<ChatAddress> wanting = new LinkedHashSet<>();
    byChat.forEach(
        (chat, wanted) -> {
          if (RuleEngine.wants(news, wanted, children.contains(chat))) {
            wanting.add(chat);
          }
        });
    return wanting;
  }

  /** How a chat that is to be told is told now. */
  public Telling telling(News news, ChatAddress chat, Instant now) {
    ChatSettings settings = access.settings(chat);
    return RuleEngine.telling(
        news,
        new ChatWishes(
            List.of(),
            settings.children(),
            access.zone(chat),
            settings.quiet(),
            mutes.of(chat, now)),
        now);
  }
}
