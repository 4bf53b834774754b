package drover.outbox;

import drover.chat.ChatAddress;
import java.util.Collection;

/** Where facts are left to be told. */
public interface Notices {
  /**
   * Stores the fact for these chats, in the caller's transaction when there is one; sending begins
   * after its commit. A fact that a chat has already is not told there again.
   */
  void post(Fact fact, Collection<ChatAddress> chats);

  /** A chat knows of the fact already: what still waits there is not sent. */
  void withdraw(FactKey fact, ChatAddress chat);
}
