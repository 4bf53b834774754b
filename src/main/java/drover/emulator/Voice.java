package drover.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A person about to write: where, in answer to what, in whose name. Immutable. */
public final class Voice {
  private final TelegramEmulator emulator;
  private final Person person;
  private final Chat chat;
  private final Manner manner;

  Voice(TelegramEmulator emulator, Person person, Chat chat) {
    this(emulator, person, chat, new Manner(null, null, null, null));
  }

  private Voice(TelegramEmulator emulator, Person person, Chat chat, Manner manner) {
    this.emulator = emulator;
    this.person = person;
    this.chat = chat;
    this.manner = manner;
  }

  /**
   * How it is said.
   *
   * @param senderChat the chat in whose name
   * @param extra JSON of the origin of a forward
   */
  private record Manner(
      @Nullable Long topic,
      @Nullable Long replyTo,
      @Nullable Long senderChat,
      @Nullable String extra) {}

  public Voice topic(@Nullable Long newTopic) {
    return with(new Manner(newTopic, manner.replyTo, manner.senderChat, manner.extra));
  }

  public Voice replyingTo(Message message) {
    return with(new Manner(message.topic(), message.id(), manner.senderChat, manner.extra));
  }

  /** As the group itself, like an anonymous administrator. */
  public Voice anonymously() {
    return as(chat);
  }

  /** In the name of a channel. */
  public Voice as(Chat channel) {
    return with(new Manner(manner.topic, manner.replyTo, channel.id(), manner.extra));
  }

  /** The text was first written by somebody else. */
  public Voice forwardedFrom(Person origin) {
    ObjectNode facts = Json.object();
    ObjectNode from = facts.putObject("forward_origin").put("type", "user");
    from.put("date", emulator.config().clock().instant().getEpochSecond());
    from.set("sender_user", origin.user().toJson());
    return with(new Manner(manner.topic, manner.replyTo, manner.senderChat, facts.toString()));
  }

  /** Sends the text; the bot hears of it unless it was thrown out or is not to see it. */
  public Message types(String text) {
    World world = emulator.world();
    synchronized (world.state) {
      ChatState state = chat.state();
      FormattedText formatted = TextRules.typed(text);
      if (formatted.text().isEmpty() || formatted.text().length() > TextRules.TEXT_LIMIT) {
        throw new IllegalArgumentException("a message has 1 to 4096 characters");
      }
      requireOpen(state);
      if (state.kind == ChatKind.PRIVATE) {
        state.started = true;
      }
      Message message =
          world.post(
              state,
              manner.topic,
              author(),
              Content.of(formatted, null, null),
              manner.replyTo,
              Marks.NONE.withExtra(manner.extra));
      if (Privacy.botSees(emulator, state, message)) {
        boolean channel = state.kind == ChatKind.CHANNEL;
        world.updates.add(channel ? "channel_post" : "message", world.json(message));
      }
      return message;
    }
  }

  /**
   * A person's client offers no topic that is gone, and only administrators write in closed ones.
   */
  private void requireOpen(ChatState state) {
    Long topic = manner.topic;
    Topic known = topic == null ? null : state.topics.get(topic);
    if (topic != null && known == null) {
      throw new IllegalArgumentException("There is no topic " + topic + " in " + state.title);
    }
    boolean closed = known == null ? state.forum && state.generalClosed : known.closed();
    if (closed && !state.standing(person.id()).isAdmin()) {
      throw new IllegalArgumentException("The topic is closed");
    }
  }

  private Voice with(Manner other) {
    return new Voice(emulator, person, chat, other);
  }

  private Author author() {
    if (chat.kind() == ChatKind.CHANNEL) {
      return new Author(null, chat.id());
    }
    Long disguise = manner.senderChat;
    if (disguise == null) {
      return new Author(person.user(), null);
    }
    boolean group = disguise == chat.id();
    return new Author(group ? Author.ANONYMOUS_ADMIN : Author.CHANNEL_SENDER, disguise);
  }
}
