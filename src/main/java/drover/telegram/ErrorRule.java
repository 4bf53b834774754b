package drover.telegram;

import drover.chat.SendResult.Refusal;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Telegram's descriptions mean. The Bot API gives no finer codes than HTTP's, so the words
 * decide; first match wins.
 */
enum ErrorRule {
  CANNOT_PARSE(400, Refusal.CANNOT_PARSE, "can't parse entities", "can't find end of"),
  MESSAGE_GONE(
      400,
      Refusal.MESSAGE_GONE,
      "message to edit not found",
      "message can't be edited",
      "message to delete not found",
      "message can't be deleted",
      "message to pin not found",
      "message to unpin not found",
      "message_id_invalid",
      "there is no text in the message to edit",
      "there is no caption in the message to edit"),
  TOPIC_GONE(
      400, Refusal.TOPIC_GONE, "message thread not found", "topic_deleted", "topic_id_invalid"),
  MIGRATED(400, Refusal.MIGRATED, "upgraded to a supergroup"),
  NEVER_STARTED(403, Refusal.CANNOT_INITIATE, "can't initiate conversation"),
  NO_RIGHTS(
      0,
      Refusal.NO_RIGHTS,
      "not enough rights",
      "have no rights",
      "need administrator rights",
      "topic_closed",
      "chat_write_forbidden",
      "chat_restricted",
      "chat_admin_required",
      "chat_send_"),
  CHAT_GONE(
      0,
      Refusal.CHAT_GONE,
      "chat not found",
      "bot was blocked",
      "user is deactivated",
      "bot was kicked",
      "bot is not a member",
      "group chat was deactivated",
      "group chat was deleted",
      "peer_id_invalid",
      "can't send messages to bots");

  private final int code;
  private final Refusal refusal;
  private final Pattern words;

  /** {@code code} 0 matches any. */
  ErrorRule(int code, Refusal refusal, String... words) {
    this.code = code;
    this.refusal = refusal;
    this.words =
        Pattern.compile(
            Stream.of(words).map(Pattern::quote).collect(Collectors.joining("|")),
            Pattern.CASE_INSENSITIVE);
  }

  Refusal refusal() {
    return refusal;
  }

  static Optional<ErrorRule> of(int code, String description) {
    for (ErrorRule rule : values()) {
      if ((rule.code == 0 || rule.code == code) && rule.words.matcher(description).find()) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
