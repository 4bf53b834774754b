package drover.playground;

import drover.emulator.Chat;
import drover.emulator.Message;
import drover.emulator.Person;
import drover.emulator.TelegramEmulator;
import drover.emulator.Voice;
import java.util.NoSuchElementException;

/** Says what the page posted: where, in answer to what, in whose name, or in whose words. */
final class Speech {
  private static final int LONGEST_TEXT = 4096;

  private final TelegramEmulator telegram;
  private final Scene scene;

  Speech(TelegramEmulator telegram, Scene scene) {
    this.telegram = telegram;
    this.scene = scene;
  }

  void say(Person person, Chat chat, Body body) {
    Voice voice = person.in(chat);
    Long topic = body.numberOrNull("topic");
    if (topic != null && topic != 0) {
      voice = voice.topic(topic);
    }
    Long answered = body.numberOrNull("replyTo");
    if (answered != null) {
      voice = voice.replyingTo(message(chat, answered));
    }
    Long forwarded = body.numberOrNull("forward");
    if (forwarded != null) {
      Message origin = message(chat(person, body.number("forwardFrom")), forwarded);
      voice.forwardedFrom(author(origin)).types(origin.text());
      return;
    }
    if (body.flagOrFalse("anonymous")) {
      if (!Scene.isGroup(chat) || !chat.standing(person.id()).isAdmin()) {
        throw new IllegalStateException("Only who runs a group speaks in its name");
      }
      voice = voice.anonymously();
    }
    String text = body.text("text");
    if (text.isBlank() || text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("A message has 1 to " + LONGEST_TEXT + " characters");
    }
    voice.types(text.strip());
  }

  private Person author(Message origin) {
    return telegram
        .findPerson(origin.author().user() == null ? 0 : origin.author().user().id())
        .orElseThrow(() -> new IllegalStateException("Only what people wrote is forwarded here"));
  }

  Chat chat(Person person, long id) {
    return scene.chatsOf(person).stream()
        .filter(chat -> chat.id() == id)
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("There is no such chat"));
  }

  private static Message message(Chat chat, long id) {
    return chat.message(id)
        .filter(message -> !message.deleted())
        .orElseThrow(() -> new NoSuchElementException("There is no such message"));
  }
}
