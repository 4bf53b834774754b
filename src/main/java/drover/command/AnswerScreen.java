package drover.command;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import drover.chat.SendResult;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The screen of one invocation. */
final class AnswerScreen implements Screen {
  private final Messenger messenger;
  private final ChatAddress chat;
  private final @Nullable MessageRef page;
  private final @Nullable PressReply reply;
  private @Nullable CompletableFuture<SendResult> shown;

  /**
   * @param page the message to replace; null: the first one shown is sent
   * @param reply null for typed calls
   */
  AnswerScreen(
      Messenger messenger,
      ChatAddress chat,
      @Nullable MessageRef page,
      @Nullable PressReply reply) {
    this.messenger = messenger;
    this.chat = chat;
    this.page = page;
    this.reply = reply;
  }

  @Override
  public void show(OutgoingMessage message) {
    if (page != null) {
      CompletableFuture<SendResult> ignored = messenger.edit(page, message);
    } else if (shown == null) {
      shown = messenger.send(chat, message);
    } else {
      shown = shown.thenCompose(result -> after(result, message));
    }
  }

  @Override
  public void sendNew(OutgoingMessage message) {
    CompletableFuture<SendResult> ignored = messenger.send(chat, message);
  }

  @Override
  public void toast(String text) {
    if (reply != null) {
      reply.answer(text);
    }
  }

  private CompletableFuture<SendResult> after(SendResult first, OutgoingMessage message) {
    return first instanceof SendResult.Sent sent
        ? messenger.edit(sent.message(), message)
        : messenger.send(chat, message);
  }
}
