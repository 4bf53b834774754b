package drover.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * The sending methods, reading nothing of a good answer but the message's number: a field of it
 * that the library cannot parse must not make a sent message look unsent.
 */
final class SentMethods {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SentMethods() {}

  private interface Fallback {
    Message read() throws TelegramApiRequestException;
  }

  private static Message sent(String answer, Fallback library) throws TelegramApiRequestException {
    try {
      JsonNode root = JSON.readTree(answer);
      JsonNode number = root.path("result").path("message_id");
      if (root.path("ok").asBoolean() && number.canConvertToInt()) {
        Message message = new Message();
        message.setMessageId(number.intValue());
        return message;
      }
    } catch (JsonProcessingException e) {
      throw new TelegramApiRequestException("the answer is not JSON", e);
    }
    return library.read();
  }

  static final class Text extends SendMessage {
    private static final long serialVersionUID = 1L;

    Text(String chat, String text) {
      super(chat, text);
    }

    @Override
    public Message deserializeResponse(String answer) throws TelegramApiRequestException {
      return sent(answer, () -> super.deserializeResponse(answer));
    }
  }

  static final class Document extends SendDocument {
    private static final long serialVersionUID = 1L;

    Document(String chat, InputFile file) {
      super(chat, file);
    }

    @Override
    public Message deserializeResponse(String answer) throws TelegramApiRequestException {
      return sent(answer, () -> super.deserializeResponse(answer));
    }
  }

  static final class Photo extends SendPhoto {
    private static final long serialVersionUID = 1L;

    Photo(String chat, InputFile file) {
      super(chat, file);
    }

    @Override
    public Message deserializeResponse(String answer) throws TelegramApiRequestException {
      return sent(answer, () -> super.deserializeResponse(answer));
    }
  }
}
