package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps facts and their deliveries, and how long lanes are parked. */
public interface OutboxStore extends GroupStore, LeftOutStore {
  /**
   * Stores a fact and one waiting delivery for each chat that has none of it yet. A fact whose key
   * is there keeps its data. Returns how many deliveries are new.
   */
  int add(Fact fact, Collection<ChatAddress> chats);

  /**
   * Waiting deliveries of a lane that are due by then, parked or not: urgent first, then in the
   * order of their coming.
   */
  List<Delivery> waiting(ChatAddress lane, Instant now, int limit);

  /** Of those, the one that came first. */
  Optional<Delivery> oldest(ChatAddress lane, Instant now);

  /** All lanes in which something waits, due or not, and how much. */
  Map<ChatAddress, Long> lanes();

  /**
   * The next time at which {@link #waiting} may tell more, if nothing is added: a delivery becomes
   * due, or is no longer held back. Empty when there is none.
   */
  Optional<Instant> nextDue(Instant now);

  /**
   * Notes that a message is about to leave that tells these: after a crash they count as maybe
   * told. Compare-and-set of each; returns those that were still waiting.
   */
  List<Long> markSending(List<Long> deliveries);

  /** Those that were being sent when the process died wait again, marked as maybe repeated. */
  int recoverInterrupted();

  void markSent(List<Long> deliveries, MessageRef message, ToldAs as, Instant at);

  /** Whether a delivery that came after this one was told by an edit of that message. */
  boolean editedSince(MessageRef message, long delivery);

  /** From now on it is not told with others. */
  void separate(long delivery);

  /** Held back until then: it does not wait, and goes out with all that was held in its lane. */
  void hold(long delivery, Instant until, String why);

  /** Those held until then or earlier wait again; returns how many. */
  int wakeHeld(Instant now);

  /** All that is held in a lane waits again, whatever the time; returns how much. */
  int release(ChatAddress lane);

  /** Waits again from {@code dueAt}. */
  void retryLater(long delivery, Instant dueAt, boolean maybeRepeat, String why);

  /** All that waits for a later time, and whose reason begins so, waits no longer; how many. */
  int retryAtOnce(String why, Instant now);

  /**
   * Nobody there wants it any more. One whose chat has got a new number since it was read waits on:
   * what was looked up for the old number says nothing of the new one. Returns whether it was given
   * up.
   */
  boolean drop(Delivery delivery, String why, Instant at);

  /** Nobody there is to be told of that fact any more; returns whether it still waited. */
  boolean withdraw(FactKey fact, ChatAddress chat, String why, Instant at);

  /** Will never be told, and why. */
  void giveUp(long delivery, String why, Instant at);

  /** All waiting deliveries to one chat are given up; returns how many. */
  int giveUpChat(long chat, String why, Instant at);

  /** Whether a message told this fact in this chat; false while it is on its way. */
  boolean wasTold(FactKey key, ChatAddress chat);

  Optional<Fact> find(FactKey key);

  /** Parked until then; a later time replaces an earlier one. */
  void park(ChatAddress lane, Instant until, String why);

  /** Lanes still parked, with their times. */
  Map<ChatAddress, Instant> parked(Instant now);

  /** All lanes wait until then. */
  void parkAll(Instant until);

  Optional<Instant> parkedAll(Instant now);

  /** How many wait. */
  long depth();

  /** Forgets facts settled before then whose deliveries are all settled; returns how many. */
  int sweep(Instant before);
}
