package drover.access;

import drover.chat.ChatAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the settings of chats, and which chats can be written to. */
public interface ChatStore {
  Optional<ChatSettings> settings(ChatAddress chat);

  void setZone(ChatAddress chat, ZoneId zone);

  /**
   * @param quiet null: none
   */
  void setQuietHours(ChatAddress chat, @Nullable QuietHours quiet);

  void setChildren(ChatAddress chat, boolean wanted);

  /** The chats and topics that have switched children on. */
  Set<ChatAddress> wantingChildren();

  /** Somebody there has seen what was missed until then. */
  void setLooked(ChatAddress chat, Instant at);

  /** When the newest notice arrived there; empty when none did since it has this number. */
  Optional<Instant> lastTold(ChatAddress chat);

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

  /**
   * A topic is gone: what is for it, settings and subscriptions too, is for the chat itself from
   * now on, in one transaction. Doing so again does nothing.
   */
  void leave(ChatAddress topic);
}
