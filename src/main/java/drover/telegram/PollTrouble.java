package drover.telegram;

import drover.base.HealthCheck.Health;

/** Why a poll brought nothing, and what that calls for. */
enum PollTrouble {
  TOKEN("Telegram refuses the token", "Set a working telegram.bot-token and start again."),
  OTHER_POLLER(
      "another program polls with this token",
      "Stop the other one, or give this bot a token of its own."),
  WEBHOOK("a webhook takes the updates", "Drover removes it by itself."),
  TOO_MANY("Telegram told us to wait", "Nothing to do."),
  UNREACHABLE("Telegram cannot be reached", "Check the network. Drover keeps trying."),
  REFUSED("Telegram refuses the poll", "See the log."),
  NOT_STORED("what comes in cannot be stored", "Check the database and the disk.");

  private final String text;
  private final String advice;

  PollTrouble(String text, String advice) {
    this.text = text;
    this.advice = advice;
  }

  static PollTrouble of(ApiError error) {
    if (!error.answered()) {
      return error.code() == 429 ? TOO_MANY : UNREACHABLE;
    }
    return switch (error.code()) {
      case 401, 404 -> TOKEN;
      case 409 -> error.says("webhook") ? WEBHOOK : OTHER_POLLER;
      case 429 -> TOO_MANY;
      default -> error.code() >= 500 ? UNREACHABLE : REFUSED;
    };
  }

  String text() {
    return text;
  }

  /** When it is not so now, but was a short time ago. */
  Health past(String ago) {
    return Health.degraded(
        "Updates arrive, but " + text + ": it cut us off " + ago + " ago.", advice);
  }

  Health health(String detail) {
    String sentence = "Polling: " + text + " (" + detail + ").";
    return this == TOO_MANY || this == WEBHOOK
        ? Health.degraded(sentence, advice)
        : Health.down(sentence, advice);
  }
}
