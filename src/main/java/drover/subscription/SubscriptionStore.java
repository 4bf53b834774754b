package drover.subscription;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import java.time.Instant;
import java.util.List;

/** Keeps subscriptions. */
public interface SubscriptionStore {
  /** Subscribes, or changes the level of the one with the same filter. */
  Subscription put(ChatAddress chat, Level level, AgentFilter filter, UserId by, Instant at);

  /** To every agent. */
  default Subscription put(ChatAddress chat, Level level, UserId by, Instant at) {
    return put(chat, level, AgentFilter.ALL, by, at);
  }

  /** Of this chat and topic, oldest first. */
  List<Subscription> of(ChatAddress chat);

  /** All topics of one chat. */
  List<Subscription> ofChat(long chat);

  /** All whose chats can be written to. */
  List<Subscription> active();

  /** Returns whether there was one. */
  boolean remove(long id);
}
