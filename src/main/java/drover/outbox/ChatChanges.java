package drover.outbox;

import drover.chat.ChatAddress;
import java.time.Duration;

/**
 * What sending found out about chats. Called on a sending thread, mostly inside a transaction, and
 * more than once for the same thing: repeating must do no harm.
 */
public interface ChatChanges {
  /** A group got a new number: move every row. */
  void migrated(long from, long to);

  /** Blocked, kicked or deleted: write there no more until it is revived. */
  void chatGone(long chat, String why);

  /** The topic was deleted; what was for it goes to the chat itself. */
  void topicGone(ChatAddress topic);

  /** We may not write there now; the lane rests for an hour. */
  void noRights(ChatAddress lane, String why);

  /** The service named a time in which nothing may be sent there, however short. */
  void madeToWait(ChatAddress lane, Duration time);

  /** That person never pressed Start. */
  void neverStarted(long chat);
}
