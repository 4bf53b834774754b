package drover.telegram;

import drover.chat.ChatAddress;
import drover.chat.MessageRef;
import drover.chat.OutgoingMessage;
import java.io.ByteArrayInputStream;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageCaption;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ReplyKeyboard;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/** Fills in the requests that carry a message. */
final class Requests {
  private static final String HTML = "HTML";
  private static final int GENERAL_TOPIC = 1;

  private Requests() {}

  /** Returns the new message's number. */
  static long send(OkHttpTelegramClient client, ChatAddress to, OutgoingMessage message)
      throws TelegramApiException {
    OutgoingMessage.Attachment file = message.attachment();
    Message sent;
    if (file == null) {
      sent = client.execute(text(to, message));
    } else if (file.photo()) {
      sent = client.execute(photo(to, message, file));
    } else {
      sent = client.execute(document(to, message, file));
    }
    return sent.getMessageId();
  }

  static void edit(OkHttpTelegramClient client, MessageRef target, OutgoingMessage content)
      throws TelegramApiException {
    if (content.attachment() != null) {
      EditMessageCaption edit = new EditMessageCaption();
      edit.setChatId(chat(target));
      edit.setMessageId(number(target));
      edit.setCaption(content.html());
      edit.setParseMode(HTML);
      edit.setReplyMarkup(Keyboards.markup(content.keyboard()));
      client.execute(edit);
      return;
    }
    EditMessageText edit = EditMessageText.builder().text(content.html()).build();
    edit.setChatId(chat(target));
    edit.setMessageId(number(target));
    edit.setParseMode(HTML);
    edit.setLinkPreviewOptions(noPreview());
    // An empty markup removes the old buttons as leaving it out does, and says so on the wire.
    edit.setReplyMarkup(Keyboards.markup(content.keyboard()));
    client.execute(edit);
  }

  static String chat(MessageRef message) {
    return Long.toString(message.chat().chat());
  }

  /** Telegram's message numbers fit 32 bits. */
  static int number(MessageRef message) {
    return (int) message.message();
  }

  private static SentMethods.Text text(ChatAddress to, OutgoingMessage message) {
    SentMethods.Text text = new SentMethods.Text(Long.toString(to.chat()), message.html());
    text.setParseMode(HTML);
    text.setLinkPreviewOptions(noPreview());
    text.setMessageThreadId(thread(to));
    text.setDisableNotification(message.silent());
    text.setReplyParameters(reply(message));
    text.setReplyMarkup(markup(message));
    return text;
  }

  private static SentMethods.Document document(
      ChatAddress to, OutgoingMessage message, OutgoingMessage.Attachment file) {
    SentMethods.Document document =
        new SentMethods.Document(Long.toString(to.chat()), upload(file));
    document.setMessageThreadId(thread(to));
    document.setDisableNotification(message.silent());
    document.setReplyParameters(reply(message));
    if (!message.html().isBlank()) {
      document.setCaption(message.html());
      document.setParseMode(HTML);
    }
    document.setReplyMarkup(markup(message));
    return document;
  }

  private static SentMethods.Photo photo(
      ChatAddress to, OutgoingMessage message, OutgoingMessage.Attachment file) {
    SentMethods.Photo photo = new SentMethods.Photo(Long.toString(to.chat()), upload(file));
    photo.setMessageThreadId(thread(to));
    photo.setDisableNotification(message.silent());
    photo.setReplyParameters(reply(message));
    if (!message.html().isBlank()) {
      photo.setCaption(message.html());
      photo.setParseMode(HTML);
    }
    photo.setReplyMarkup(markup(message));
    return photo;
  }

  private static @Nullable ReplyKeyboard markup(OutgoingMessage message) {
    String placeholder = message.forceReply();
    if (placeholder != null) {
      return Keyboards.forceReply(placeholder);
    }
    return message.keyboard().isEmpty() ? null : Keyboards.markup(message.keyboard());
  }

  /** Without its message an answer still says what it has to say. */
  private static @Nullable ReplyParameters reply(OutgoingMessage message) {
    Long answered = message.replyTo();
    return answered == null
        ? null
        : ReplyParameters.builder()
            .messageId(answered.intValue())
            .allowSendingWithoutReply(true)
            .build();
  }

  private static InputFile upload(OutgoingMessage.Attachment file) {
    return new InputFile(new ByteArrayInputStream(file.bytes()), file.fileName());
  }

  private static LinkPreviewOptions noPreview() {
    return LinkPreviewOptions.builder().isDisabled(true).build();
  }

  /** The general topic has a number in updates, but Telegram refuses it in sends. */
  private static @Nullable Integer thread(ChatAddress to) {
    Integer topic = to.topic();
    return topic == null || topic == GENERAL_TOPIC ? null : topic;
  }
}
