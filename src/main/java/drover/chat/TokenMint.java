package drover.chat;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores what buttons do, and finds it again by the token that a press brings. */
public interface TokenMint {
  /**
   * Stores the calls behind a message's buttons and returns the message with tokens in them. Call
   * buttons that have one keep it, so a message is stamped once and sent as often as need be.
   */
  OutgoingMessage stamp(ChatAddress chat, OutgoingMessage message);

  /** Empty for tokens that were never minted, or are long swept. */
  Optional<StoredButton> find(String token);

  /** Uses a token up; false when somebody already did. */
  boolean useUp(String token, UserId by);

  /** Removes those that expired before then; returns how many. */
  int sweep(Instant before);

  /**
   * @param chat where the button was shown; it works nowhere else
   * @param expiresAt null: never
   * @param used whether it was used up
   */
  record StoredButton(
      String token,
      ButtonSpec spec,
      ChatAddress chat,
      Instant mintedAt,
      @Nullable Instant expiresAt,
      boolean used) {}
}
