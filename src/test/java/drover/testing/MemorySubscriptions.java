package drover.testing;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.subscription.AgentFilter;
import drover.subscription.Level;
import drover.subscription.Subscription;
import drover.subscription.SubscriptionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Subscriptions in memory. One thread. */
public final class MemorySubscriptions implements SubscriptionStore {
  private final List<Subscription> all = new ArrayList<>();
  private long ids;

  @Override
  public Subscription put(
      ChatAddress chat, Level level, AgentFilter filter, UserId by, Instant at) {
    for (int i = 0; i < all.size(); i++) {
      Subscription old = all.get(i);
      if (old.chat().equals(chat) && old.filter().equals(filter)) {
        Subscription changed =
            new Subscription(old.id(), chat, level, filter, old.by(), old.since());
        all.set(i, changed);
        return changed;
      }
    }
    Subscription subscription = new Subscription(++ids, chat, level, filter, by, at);
    all.add(subscription);
    return subscription;
  }

  @Override
  public List<Subscription> of(ChatAddress chat) {
    return all.stream().filter(s -> s.chat().equals(chat)).toList();
  }

  @Override
  public List<Subscription> ofChat(long chat) {
    return all.stream().filter(s -> s.chat().chat() == chat).toList();
  }

  @Override
  public List<Subscription> active() {
    return List.copyOf(all);
  }

  @Override
  public boolean remove(long id) {
    return all.removeIf(s -> s.id() == id);
  }
}
