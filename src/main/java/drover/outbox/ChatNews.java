package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.SendResult.Refused;
import java.time.Duration;

/** Passes on what a refusal says about its chat. */
final class ChatNews {
  private ChatNews() {}

  static void tell(ChatChanges changes, Refused refused, ChatAddress lane) {
    switch (refused.reason()) {
      case MIGRATED -> {
        Long to = refused.movedTo();
        if (to != null) {
          changes.migrated(lane.chat(), to);
        }
      }
      case CHAT_GONE -> changes.chatGone(lane.chat(), refused.detail());
      case TOPIC_GONE -> {
        if (lane.topic() != null) {
          changes.topicGone(lane);
        }
      }
      case NO_RIGHTS -> changes.noRights(lane, refused.detail());
      case CANNOT_INITIATE -> changes.neverStarted(lane.chat());
      case TOO_MANY_REQUESTS -> {
        Duration time = refused.retryAfter();
        if (time != null) {
          changes.madeToWait(lane, time);
        }
      }
      case CANNOT_PARSE, MESSAGE_GONE, UNAUTHORIZED, NOT_DONE, OUTCOME_UNKNOWN, REJECTED -> {}
    }
  }
}
