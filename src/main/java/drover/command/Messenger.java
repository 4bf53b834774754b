package drover.command;

import drover.base.Redactor;
import drover.base.StorageException;
import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import drover.chat.TokenMint;
import drover.outbox.Answers;
import drover.view.DownView;
import drover.view.Html;
import drover.view.Redaction;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends answers: without secrets, with their buttons stored. Any thread; returns at once. */
final class Messenger {
  private static final Logger log = LoggerFactory.getLogger(Messenger.class);

  private final Answers answers;
  private final TokenMint mint;
  private final Redactor redactor;

  Messenger(Answers answers, TokenMint mint, Redactor redactor) {
    this.answers = answers;
    this.mint = mint;
    this.redactor = redactor;
  }

  CompletableFuture<SendResult> send(ChatAddress to, OutgoingMessage message) {
    return answers.send(to, ready(to, message));
  }

  /** Replaces a message; sends a new one when the old one is gone. */
  CompletableFuture<SendResult> edit(MessageRef target, OutgoingMessage message) {
    OutgoingMessage ready = ready(target.chat(), message);
    return answers
        .edit(target, ready)
        .thenCompose(
            result ->
                isGone(result)
                    ? answers.send(target.chat(), ready)
                    : CompletableFuture.completedFuture(result));
  }

  void answerPress(String pressId, String text) {
    answers.answerPress(pressId, redactor.redact(Html.visible(text)), false);
  }

  /** When buttons cannot be stored, an answer without them is better than none. */
  private OutgoingMessage ready(ChatAddress chat, OutgoingMessage message) {
    OutgoingMessage clean = Redaction.of(message, redactor);
    if (clean.keyboard().isEmpty()) {
      return clean;
    }
    try {
      return mint.stamp(chat, clean);
    } catch (StorageException e) {
      log.debug("No buttons without the database", e);
      return DownView.withFoot(clean);
    } catch (RuntimeException e) {
      log.error("Cannot store the buttons of an answer; it goes without them", e);
      return clean.withKeyboard(List.of());
    }
  }

  private static boolean isGone(SendResult result) {
    return result instanceof SendResult.Refused refused
        && refused.reason() == SendResult.Refusal.MESSAGE_GONE;
  }
}
