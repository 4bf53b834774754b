package drover.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes chats and changes who is in them, and tells the bot what it would be told. */
final class Chats {
  /** Telegram's ids of supergroups and channels begin with -100 and go down from here. */
  private static final long SUPERGROUPS = -1_000_000_000_000L;

  private Chats() {}

  static Chat create(
      TelegramEmulator emulator, ChatKind kind, String title, boolean forum, Person... members) {
    World world = emulator.world();
    synchronized (world.state) {
      long number = ++world.state.lastChatNumber;
      long id = kind == ChatKind.GROUP ? -number : SUPERGROUPS - number;
      ChatState chat = new ChatState(id, kind, title);
      chat.forum = forum;
      // The first is the one that tells of the making; a forum's General topic has that number.
      chat.lastMessageId = 1;
      for (Person member : members) {
        Standing standing = chat.members.isEmpty() ? Standing.CREATOR : Standing.MEMBER;
        chat.members.put(member.id(), standing);
      }
      boolean admin = kind != ChatKind.GROUP;
      chat.members.put(world.bot.id(), admin ? Standing.ADMINISTRATOR : Standing.MEMBER);
      world.state.chats.put(id, chat);
      world.changed();
      return new Chat(emulator, chat);
    }
  }

  static ChatState privateChat(World world, User person) {
    return world.state.chats.computeIfAbsent(
        person.id(),
        id -> {
          ChatState chat = new ChatState(id, ChatKind.PRIVATE, person.firstName());
          chat.username = person.username();
          return chat;
        });
  }

  /** Changes what the bot is in a chat and sends the update that tells it. */
  static void setBotStanding(World world, ChatState chat, User by, Standing now) {
    Standing before =
        chat.kind == ChatKind.PRIVATE
            ? (now == Standing.KICKED ? Standing.MEMBER : Standing.KICKED)
            : chat.standing(world.bot.id());
    if (chat.kind != ChatKind.PRIVATE) {
      chat.members.put(world.bot.id(), now);
    }
    ObjectNode update = Json.object();
    update.set("chat", chat.toJson());
    update.set("from", by.toJson());
    update.put("date", world.now().getEpochSecond());
    update.set("old_chat_member", MemberJson.write(world.bot, before, chat));
    update.set("new_chat_member", MemberJson.write(world.bot, now, chat));
    world.updates.add("my_chat_member", update);
    world.changed();
  }

  /** Turns a group into a supergroup with a new id, as Telegram does on its own account. */
  static ChatState migrate(World world, ChatState old, User by) {
    if (old.kind != ChatKind.GROUP || old.migratedTo != null) {
      throw new IllegalStateException("Only a plain group can become a supergroup, once");
    }
    long id = SUPERGROUPS - ++world.state.lastChatNumber;
    ChatState fresh = new ChatState(id, ChatKind.SUPERGROUP, old.title);
    fresh.members.putAll(old.members);
    world.state.chats.put(id, fresh);
    Message farewell = world.service(old, null, by, Json.object().put("migrate_to_chat_id", id));
    world.updates.add("message", world.json(farewell));
    Message welcome =
        world.service(fresh, null, by, Json.object().put("migrate_from_chat_id", old.id));
    world.updates.add("message", world.json(welcome));
    old.migratedTo = id;
    world.changed();
    return fresh;
  }
}
