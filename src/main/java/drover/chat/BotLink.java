package drover.chat;

import java.util.Optional;

/** Leads people to their private chat with the bot. Any thread. */
@FunctionalInterface
public interface BotLink {
  /**
   * The address that opens the private chat and sends {@code /start} with this word there; empty
   * while the bot does not know how it is called.
   */
  Optional<String> toPrivate(String word);
}
