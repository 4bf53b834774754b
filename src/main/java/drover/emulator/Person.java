package drover.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person with a phone: types, taps, blocks, invites. What the bot hears of it comes as updates.
 */
public final class Person {
  private final TelegramEmulator emulator;
  private final User user;

  Person(TelegramEmulator emulator, User user) {
    this.emulator = emulator;
    this.user = user;
  }

  public long id() {
    return user.id();
  }

  public User user() {
    return user;
  }

  /** The private chat with the bot; the bot may not write there before the person has. */
  public Chat privateChat() {
    World world = emulator.world();
    synchronized (world.state) {
      return new Chat(emulator, Chats.privateChat(world, user));
    }
  }

  /** The chats that this person's list shows: the one with the bot, groups and channels. */
  public List<Chat> chats() {
    return emulator.chats().stream()
        .filter(chat -> chat.id() == id() || chat.standing(id()).isInside())
        .filter(chat -> chat.migratedTo().isEmpty())
        .toList();
  }

  /** Prepares to speak in a chat, for topics, replies, forwards and disguises. */
  public Voice in(Chat chat) {
    return new Voice(emulator, this, chat);
  }

  public Message types(Chat chat, String text) {
    return in(chat).types(text);
  }

  public Message types(Chat chat, @Nullable Long topic, String text) {
    return in(chat).topic(topic).types(text);
  }

  /** Presses Start in the private chat. */
  public Message starts() {
    return types(privateChat(), "/start");
  }

  /** Changes an own message; the bot gets {@code edited_message}. */
  public Message edits(Message message, String text) {
    World world = emulator.world();
    synchronized (world.state) {
      ChatState chat = chat(message.chat());
      Message now = chat.live(message.id());
      if (now == null) {
        throw new IllegalArgumentException("Message " + message.id() + " is gone");
      }
      Message edited =
          now.edited(
              now.content().withText(TextRules.typed(text), now.content().replyMarkup()),
              world.now());
      world.replace(chat, edited);
      if (Privacy.botSees(emulator, chat, edited)) {
        boolean channel = chat.kind == ChatKind.CHANNEL;
        world.updates.add(channel ? "edited_channel_post" : "edited_message", world.json(edited));
      }
      return edited;
    }
  }

  /** Deletes a message, the bot's too; Telegram tells bots nothing of it. */
  public void deletes(Message message) {
    World world = emulator.world();
    synchronized (world.state) {
      ChatState chat = chat(message.chat());
      Message now = chat.live(message.id());
      if (now != null) {
        world.replace(chat, now.with(now.marks().withDeleted()));
      }
    }
  }

  /** Presses the first button with this label. */
  public Tap taps(Chat chat, long messageId, String label) {
    Button button =
        message(chat, messageId).keyboard().stream()
            .flatMap(List::stream)
            .filter(candidate -> candidate.label().equals(label))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "No button \"%s\" on the message, only %s"
                            .formatted(label, message(chat, messageId).labels())));
    return press(chat, messageId, button);
  }

  /** Presses the button in a row and column, both from zero. */
  public Tap taps(Chat chat, long messageId, int row, int column) {
    return press(chat, messageId, message(chat, messageId).keyboard().get(row).get(column));
  }

  public Tap taps(Message message, String label) {
    return taps(new Chat(emulator, chat(message.chat())), message.id(), label);
  }

  /** Presses a button that an old client still shows, whatever the message has now. */
  public Tap tapsStale(Chat chat, long messageId, String callbackData) {
    return press(chat, messageId, new Button("old", null, Button.Kind.CALLBACK, callbackData));
  }

  /** Blocks the bot; it gets {@code my_chat_member}. */
  public void blocks() {
    setBlocked(true);
  }

  public void unblocks() {
    setBlocked(false);
  }

  /** Adds the bot to a group, which it hears of twice, as from Telegram. */
  public void addsBot(Chat chat) {
    World world = emulator.world();
    synchronized (world.state) {
      Chats.setBotStanding(world, chat.state(), user, Standing.MEMBER);
      ObjectNode facts = Json.object();
      facts.putArray("new_chat_members").add(world.bot.toJson());
      world.updates.add("message", world.json(world.service(chat.state(), null, user, facts)));
    }
  }

  /** Throws the bot out of a group. */
  public void removesBot(Chat chat) {
    World world = emulator.world();
    synchronized (world.state) {
      Chats.setBotStanding(world, chat.state(), user, Standing.KICKED);
    }
  }

  private void setBlocked(boolean blocked) {
    World world = emulator.world();
    synchronized (world.state) {
      ChatState chat = Chats.privateChat(world, user);
      chat.blocked = blocked;
      Chats.setBotStanding(world, chat, user, blocked ? Standing.KICKED : Standing.MEMBER);
    }
  }

  private Tap press(Chat chat, long messageId, Button button) {
    if (button.kind() != Button.Kind.CALLBACK) {
      throw new IllegalArgumentException("The bot hears nothing of " + button);
    }
    World world = emulator.world();
    synchronized (world.state) {
      Tap tap = emulator.taps().open(user.id(), chat.id());
      ObjectNode query = Json.object().put("id", tap.id());
      query.set("from", user.toJson());
      query.set("message", pressed(world, chat.state(), messageId));
      query.put("chat_instance", Long.toString(chat.id() * 31));
      query.put("data", button.value());
      world.updates.add("callback_query", query);
      return tap;
    }
  }

  /** A message that is gone comes as an inaccessible one: date 0 and no text. */
  private static ObjectNode pressed(World world, ChatState chat, long messageId) {
    Message message = chat.live(messageId);
    if (message != null) {
      return world.json(message);
    }
    ObjectNode gone = Json.object().put("message_id", messageId).put("date", 0);
    gone.set("chat", chat.toJson());
    return gone;
  }

  private static Message message(Chat chat, long id) {
    return chat.message(id)
        .filter(message -> !message.deleted())
        .orElseThrow(() -> new IllegalArgumentException("There is no message " + id));
  }

  private ChatState chat(long id) {
    World world = emulator.world();
    synchronized (world.state) {
      ChatState chat = world.state.chats.get(id);
      if (chat == null) {
        throw new IllegalArgumentException("There is no chat " + id);
      }
      return chat;
    }
  }
}
