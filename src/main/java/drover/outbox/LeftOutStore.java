package drover.outbox;

import drover.chat.ChatAddress;
import java.time.Instant;

/** Leaves out what is too much, and keeps how much that was until its lane is told. */
public interface LeftOutStore {
  /**
   * Gives up that many of what waits in a lane: the least urgent, among those the ends of agents
   * last, and of the same kind the oldest; never what tells how many were left out. Returns how
   * many there were.
   */
  int leaveOut(ChatAddress lane, int most, String why, Instant at);

  /**
   * Adds to the number of which the lane is to be told. Returns which telling that is: the number
   * counts up each time the lane was told.
   */
  long leftOut(ChatAddress lane, long number);

  /** The number, as it is now told to the lane. */
  long beginTellingLeftOut(ChatAddress lane);

  /** The lane was told the number that {@link #beginTellingLeftOut} returned last. */
  void toldLeftOut(ChatAddress lane);
}
