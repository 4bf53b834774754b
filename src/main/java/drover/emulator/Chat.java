package drover.emulator;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A chat as people and tests see it, and the things that can befall it. Any thread. */
public final class Chat {
  private final TelegramEmulator emulator;
  private final ChatState state;

  Chat(TelegramEmulator emulator, ChatState state) {
    this.emulator = emulator;
    this.state = state;
  }

  public long id() {
    return state.id;
  }

  public ChatKind kind() {
    return state.kind;
  }

  public String title() {
    synchronized (lock()) {
      return state.title;
    }
  }

  public boolean forum() {
    synchronized (lock()) {
      return state.forum;
    }
  }

  /** All messages, deleted ones too, oldest first. */
  public List<Message> messages() {
    synchronized (lock()) {
      return List.copyOf(state.messages.values());
    }
  }

  /** The bot's messages that are still there, without service messages, oldest first. */
  public List<Message> fromBot() {
    return messages().stream()
        .filter(message -> !message.deleted() && !message.service())
        .filter(this::isBots)
        .toList();
  }

  private boolean isBots(Message message) {
    User user = message.author().user();
    return user == null ? kind() == ChatKind.CHANNEL : user.id() == emulator.bot().id();
  }

  /** The bot's newest message; throws when there is none. */
  public Message lastFromBot() {
    List<Message> all = fromBot();
    if (all.isEmpty()) {
      throw new IllegalStateException("The bot has written nothing in " + title());
    }
    return all.get(all.size() - 1);
  }

  public Optional<Message> message(long id) {
    synchronized (lock()) {
      return Optional.ofNullable(state.messages.get(id));
    }
  }

  public List<Topic> topics() {
    synchronized (lock()) {
      return List.copyOf(state.topics.values());
    }
  }

  public Standing standing(long userId) {
    synchronized (lock()) {
      return state.standing(userId);
    }
  }

  public void rename(String title, @Nullable String username) {
    change(
        () -> {
          state.title = title;
          state.username = username;
        });
  }

  public void member(Person person, Standing standing) {
    change(() -> state.members.put(person.id(), standing));
  }

  /** Makes a topic, as a person does. */
  public Topic createTopic(Person by, String name) {
    synchronized (lock()) {
      return Topics.create(world(), state, by.user(), name);
    }
  }

  public void closeTopic(Person by, long topic) {
    setClosed(by, topic, true);
  }

  public void reopenTopic(Person by, long topic) {
    setClosed(by, topic, false);
  }

  /** Closes or reopens the topic that every forum has. */
  public void closeGeneral(Person by, boolean closed) {
    synchronized (lock()) {
      Topics.closeGeneral(world(), state, by.user(), closed);
    }
  }

  /** Turns topics on or off; the bot is told nothing, and what was in topics stays in the chat. */
  public void forum(boolean on) {
    change(() -> state.forum = on);
  }

  /** Deletes a topic with its messages; the bot is told nothing. */
  public void deleteTopic(long topic) {
    change(
        () -> {
          state.topics.remove(topic);
          state.messages.values().removeIf(message -> Long.valueOf(topic).equals(message.topic()));
        });
  }

  /** Turns the group into a supergroup with another id and returns that. */
  public Chat migrate(Person by) {
    synchronized (lock()) {
      return new Chat(emulator, Chats.migrate(world(), state, by.user()));
    }
  }

  /** Changes what the bot is here: promote it, restrict it, throw it out, take it back. */
  public void botBecomes(Standing standing, Person by) {
    synchronized (lock()) {
      Chats.setBotStanding(world(), state, by.user(), standing);
    }
  }

  /** The bot may still write but not pin. */
  public void botMayPin(boolean may) {
    change(() -> state.botMayPin = may);
  }

  /** The chat is gone for everybody: "chat not found". */
  public void delete() {
    change(() -> state.deleted = true);
  }

  /** The account behind a private chat was deleted. */
  public void deactivate() {
    change(() -> state.deactivated = true);
  }

  /** In a private chat: whether the bot may write, as after Start. No update comes of it. */
  public void started(boolean now) {
    change(() -> state.started = now);
  }

  /** The commands that a person's client offers here. */
  public List<MenuCommand> menu(Person person) {
    synchronized (lock()) {
      return emulator.menus().shown(state, person.user());
    }
  }

  /** The supergroup that this group became. */
  public Optional<Long> migratedTo() {
    synchronized (lock()) {
      return Optional.ofNullable(state.migratedTo);
    }
  }

  ChatState state() {
    return state;
  }

  private void setClosed(Person by, long topic, boolean closed) {
    synchronized (lock()) {
      Topic known = state.topics.get(topic);
      if (known == null) {
        throw new IllegalArgumentException("There is no topic " + topic + " in " + title());
      }
      Topics.close(world(), state, by.user(), known, closed);
    }
  }

  private void change(Runnable work) {
    synchronized (lock()) {
      work.run();
      world().changed();
    }
  }

  private World world() {
    return emulator.world();
  }

  private State lock() {
    return world().state;
  }
}
