package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps facts and their deliveries, and how long lanes are parked. */
public interface OutboxStore {
  /**
   * Stores a fact and one waiting delivery for each chat that has none of it yet. A fact whose key
   * is there keeps its data. Returns how many deliveries are new.
   */
  int add(Fact fact, Collection<ChatAddress> chats);

  /**
   * Waiting deliveries due by then: urgent first, then in the order of their coming; at most {@code
   * perLane} a lane. Lanes that are parked then are left out, lest their backlogs take all the
   * places; a park of a chat's own lane holds for its topics too.
   */
  List<Delivery> waiting(Instant now, int perLane, int limit);

  /**
   * The next time at which {@link #waiting} may tell more, if nothing is added: a waiting delivery
   * becomes due, or the park ends of a chat for which something waits. Empty when there is none.
   */
  Optional<Instant> nextDue(Instant now);

  /**
   * Notes that a send is about to leave: after a crash it counts as maybe told. Compare-and-set;
   * false when it is not waiting any more.
   */
  boolean markSending(long delivery, Instant at);

  /** Those that were being sent when the process died wait again, marked as maybe repeated. */
  int recoverInterrupted();

  void markSent(long delivery, MessageRef message, Instant at);

  /** Waits again from {@code dueAt}. */
  void retryLater(long delivery, Instant dueAt, boolean maybeRepeat, String why);

  /** Will never be told, and why. */
  void giveUp(long delivery, String why, Instant at);

  /** All waiting deliveries to one chat are given up; returns how many. */
  int giveUpChat(long chat, String why, Instant at);

  /** The message that told this fact in this chat; empty when it was not, or not yet. */
  Optional<MessageRef> messageOf(FactKey key, ChatAddress chat);

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
