package drover.playground;

import drover.emulator.Chat;
import drover.emulator.Person;
import drover.emulator.TelegramEmulator;
import java.util.List;

/** The people and chats of the playground. */
final class Scene {
  static final long ADMIN = 1001;
  private static final long STRANGER = 2002;
  private static final String GROUP = "Agents team";

  private final TelegramEmulator telegram;

  Scene(TelegramEmulator telegram) {
    this.telegram = telegram;
  }

  /** Makes up what an earlier run has not left behind. */
  void prepare() {
    Person admin = person(ADMIN, "Admin", "admin");
    Person stranger = person(STRANGER, "Stranger", "stranger");
    if (telegram.chats().stream().noneMatch(Scene::isGroup)) {
      telegram.supergroup(GROUP, false, admin, stranger);
    }
  }

  List<Person> people() {
    return telegram.people();
  }

  /** What a person has in their list of chats: the one with the bot, and the group. */
  List<Chat> chatsOf(Person person) {
    List<Chat> groups = telegram.chats().stream().filter(Scene::isGroup).toList();
    return groups.isEmpty()
        ? List.of(person.privateChat())
        : List.of(person.privateChat(), groups.get(0));
  }

  static boolean isGroup(Chat chat) {
    return chat.id() < 0;
  }

  private Person person(long id, String name, String username) {
    return telegram.findPerson(id).orElseGet(() -> telegram.person(id, name, username, "en"));
  }
}
