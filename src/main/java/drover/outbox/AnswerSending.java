package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.ChatSender;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.chat.SendResult.Refusal;
import drover.chat.SendResult.Refused;
import drover.chat.SendResult.Sent;
import drover.chat.TokenMint;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one answer once and decides what comes of it. Sending threads. */
final class AnswerSending {
  private static final Logger log = LoggerFactory.getLogger(AnswerSending.class);
  private static final int MOST_UNKNOWN = 2;
  private static final int MOST_UNKNOWN_EDITS = 6;

  private final ChatSender sender;
  private final TokenMint mint;
  private final ChatChanges changes;
  private final Aftermath aftermath;
  private final OutboxPolicy policy;
  private final Clock clock;

  AnswerSending(Outbox.Parts parts, Aftermath aftermath, OutboxPolicy policy) {
    sender = parts.sender();
    mint = parts.mint();
    changes = parts.changes();
    clock = parts.clock();
    this.aftermath = aftermath;
    this.policy = policy;
  }

  /** The result that ends the answer; empty when it is to be tried again. */
  Optional<SendResult> run(Answer answer) {
    SendResult result;
    try {
      result = send(answer, words(answer));
    } catch (RuntimeException e) {
      log.error("An answer could not be sent", e);
      result = new Refused(Refusal.REJECTED, e.getClass().getSimpleName());
    }
    return result.accept(new End(answer));
  }

  private SendResult send(Answer answer, OutgoingMessage words) {
    MessageRef target = answer.target;
    return target == null ? sender.send(answer.to, words) : sender.edit(target, words);
  }

  /** Without a database there are no working buttons, but words there are. */
  private OutgoingMessage words(Answer answer) {
    OutgoingMessage words = answer.content;
    if (!answer.stamped) {
      try {
        words = mint.stamp(answer.to, answer.content);
        answer.content = words;
        answer.stamped = true;
      } catch (RuntimeException e) {
        log.warn("Buttons cannot be stored; an answer goes out without", e);
        words = answer.content.withKeyboard(List.of());
      }
    }
    return answer.plain ? PlainText.of(words) : words;
  }

  private final class End implements SendResult.Visitor<Optional<SendResult>> {
    private final Answer answer;

    End(Answer answer) {
      this.answer = answer;
    }

    @Override
    public Optional<SendResult> sent(Sent result) {
      aftermath.sent(answer.to, "answer");
      if (!answer.isEdit()) {
        aftermath.opened(answer.to);
      }
      return Optional.of(result);
    }

    @Override
    public Optional<SendResult> refused(Refused result) {
      ChatAddress lane = answer.to;
      answer.failures++;
      boolean withFile = answer.content.attachment() != null;
      aftermath.refused(result, lane, answer.failures, withFile);
      if (!withFile || result.reason() != Refusal.NO_RIGHTS) {
        tell(result, lane);
      }
      boolean again =
          switch (result.reason()) {
            case TOO_MANY_REQUESTS -> true;
            case NOT_DONE -> clock.instant().isBefore(answer.since.plus(policy.answerPatience()));
            case OUTCOME_UNKNOWN -> mayStandThere();
            case CANNOT_PARSE -> asPlainText(result);
            case TOPIC_GONE -> toChatItself();
            case MIGRATED -> follow(result);
            case MESSAGE_GONE, CANNOT_INITIATE, NO_RIGHTS, CHAT_GONE, UNAUTHORIZED, REJECTED ->
                false;
          };
      if (!again) {
        log.warn(
            "An answer to chat {} was not delivered: {} ({})",
            lane.chat(),
            result.reason(),
            result.detail());
      }
      return again ? Optional.empty() : Optional.of(result);
    }

    /** Said twice is better than not at all, to somebody who waits; orders leave once anyway. */
    private boolean mayStandThere() {
      aftermath.pause(answer.to, answer.failures);
      return answer.failures < (answer.isEdit() ? MOST_UNKNOWN_EDITS : MOST_UNKNOWN)
          && clock.instant().isBefore(answer.since.plus(policy.answerPatience()));
    }

    private boolean asPlainText(Refused result) {
      boolean first = !answer.plain;
      answer.plain = true;
      log.warn("An answer's markup was refused: {}", result.detail());
      return first;
    }

    private boolean toChatItself() {
      if (answer.isEdit() || answer.to.topic() == null) {
        return false;
      }
      retarget(ChatAddress.of(answer.to.chat()));
      return true;
    }

    private boolean follow(Refused result) {
      Long to = result.movedTo();
      if (answer.isEdit() || to == null || to == answer.to.chat()) {
        return false;
      }
      // Its messages are counted anew there: the old number would name another one.
      answer.content = answer.content.withReplyTo(null);
      retarget(new ChatAddress(to, answer.to.topic()));
      return true;
    }

    /** Tokens work only where they were minted for. */
    private void retarget(ChatAddress to) {
      OutgoingMessage content = answer.content;
      answer.to = to;
      answer.content = Unstamped.of(content);
      answer.stamped = false;
    }
  }

  private void tell(Refused result, ChatAddress lane) {
    try {
      ChatNews.tell(changes, result, lane);
    } catch (RuntimeException e) {
      log.error("What was learned of chat {} was not stored", lane.chat(), e);
    }
  }
}
