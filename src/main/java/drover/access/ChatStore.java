package drover.access;

import drover.chat.ChatAddress;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Keeps the settings of chats, and which chats can be written to. */
public interface ChatStore {
  Optional<ChatSettings> settings(ChatAddress chat);

  void setZone(ChatAddress chat, ZoneId zone);

  /** Marks a chat, with all its topics, as one that cannot be written to; returns whether new. */
  boolean disable(long chat, String reason);

  /** Makes a chat writable again; returns whether it was disabled. */
  boolean revive(long chat);

  boolean isDisabled(long chat);

  /** Numbers of disabled chats with their reasons in words, for health. */
  List<String> disabled();

  /**
   * A group got a new number: every row of every table that names it follows, in one transaction.
   */
  void move(long from, long to);
}
