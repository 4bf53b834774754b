package drover.chat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a call to the chat service ended. */
public sealed interface SendResult {
  <R> R accept(Visitor<R> visitor);

  /** One method for each way to end. */
  interface Visitor<R> {
    R sent(Sent result);

    R refused(Refused result);
  }

  /** It stands there now, or stood there already just so. */
  record Sent(MessageRef message) implements SendResult {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sent(this);
    }
  }

  /**
   * It does not, or nobody knows.
   *
   * @param detail the service's words, without secrets
   * @param retryAfter for {@link Refusal#TOO_MANY_REQUESTS}: obey in full; else null
   * @param movedTo for {@link Refusal#MIGRATED}: the chat's new number; else null
   */
  record Refused(
      Refusal reason, String detail, @Nullable Duration retryAfter, @Nullable Long movedTo)
      implements SendResult {
    public Refused(Refusal reason, String detail) {
      this(reason, detail, null, null);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.refused(this);
    }
  }

  /** Why, sorted by what to do. */
  enum Refusal {
    /** The text's markup: send it once more as plain text. */
    CANNOT_PARSE,
    /** The message to edit is gone: send a new one if it still matters. */
    MESSAGE_GONE,
    /** The topic is gone: once to the chat itself. */
    TOPIC_GONE,
    /** The group has a new number: move every row, send again. */
    MIGRATED,
    /** The person never pressed Start. */
    CANNOT_INITIATE,
    /** We may not write here now: keep the subscription, pause the lane. */
    NO_RIGHTS,
    /** Wait as long as told. */
    TOO_MANY_REQUESTS,
    /** Blocked, kicked, deleted: stop writing to that chat. */
    CHAT_GONE,
    /** The token is revoked or malformed: stop sending. */
    UNAUTHORIZED,
    /** Never left, or surely not done: try again. */
    NOT_DONE,
    /** It left and no answer came: it may stand there. */
    OUTCOME_UNKNOWN,
    /** Anything else: never again in that form. */
    REJECTED
  }
}
