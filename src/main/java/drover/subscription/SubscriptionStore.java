package drover.subscription;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps subscriptions. */
public interface SubscriptionStore {
  /** Subscribes, or changes the level of what is there. */
  Subscription put(ChatAddress chat, Level level, UserId by, Instant at);

  Optional<Subscription> of(ChatAddress chat);

  /** All topics of one chat. */
  List<Subscription> ofChat(long chat);

  /** All whose chats can be written to. */
  List<Subscription> active();

  /** Returns whether there was one. */
  boolean remove(long id);
}
