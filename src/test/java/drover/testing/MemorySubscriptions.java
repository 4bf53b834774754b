package drover.testing;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import drover.subscription.Level;
import drover.subscription.Subscription;
import drover.subscription.SubscriptionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Subscriptions in memory. One thread. */
public final class MemorySubscriptions implements SubscriptionStore {
  private final List<Subscription> all = new ArrayList<>();
  private long ids;

  @Override
  public Subscription put(ChatAddress chat, Level level, UserId by, Instant at) {
    long id = of(chat).map(Subscription::id).orElseGet(() -> ++ids);
    all.removeIf(s -> s.id() == id);
    Subscription subscription = new Subscription(id, chat, level, by, at);
    all.add(subscription);
    return subscription;
  }

  @Override
  public Optional<Subscription> of(ChatAddress chat) {
    return all.stream().filter(s -> s.chat().equals(chat)).findFirst();
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
