package drover.playground;

import drover.access.Role;
import drover.emulator.Chat;
import drover.emulator.Person;
import drover.emulator.TelegramEmulator;
import java.util.List;
import java.util.Optional;

/** The people and chats of the playground: one of each role, and a group with topics. */
final class Scene {
  static final long ADMIN = 1001;
  static final long OPERATOR = 1002;
  static final long VIEWER = 1003;
  static final long STRANGER = 2002;
  private static final String GROUP = "Agents team";
  private static final List<String> TOPICS = List.of("Alerts", "Orders");

  private final TelegramEmulator telegram;

  Scene(TelegramEmulator telegram) {
    this.telegram = telegram;
  }

  /** Makes up what an earlier run has not left behind. */
  void prepare() {
    Person admin = person(ADMIN, "Admin", "admin");
    Person operator = person(OPERATOR, "Operator", "operator");
    Person viewer = person(VIEWER, "Viewer", "viewer");
    Person stranger = person(STRANGER, "Stranger", "stranger");
    // The bot may write to its admin first: of strangers that knock, say.
    admin.privateChat().started(true);
    if (group().isEmpty()) {
      Chat group = telegram.supergroup(GROUP, true, admin, operator, viewer, stranger);
      TOPICS.forEach(name -> group.createTopic(admin, name));
    }
  }

  /** What lets somebody in. */
  interface Host {
    void welcome(long user, String name, String handle, Role role);
  }

  /** Lets in those who have a role by their name; the admin is named in the configuration. */
  void welcomed(Host host) {
    host.welcome(OPERATOR, "Operator", "operator", Role.OPERATOR);
    host.welcome(VIEWER, "Viewer", "viewer", Role.VIEWER);
  }

  List<Person> people() {
    return telegram.people();
  }

  /** What a person has in their list of chats: the one with the bot, and the group. */
  List<Chat> chatsOf(Person person) {
    return group()
        .map(group -> List.of(person.privateChat(), group))
        .orElseGet(() -> List.of(person.privateChat()));
  }

  /** Only who runs a group may speak in its name. */
  boolean mayBeAnonymous(Person person) {
    return group().map(group -> group.standing(person.id()).isAdmin()).orElse(false);
  }

  static boolean isGroup(Chat chat) {
    return chat.id() < 0;
  }

  /** One without topics is an older playground's. */
  private Optional<Chat> group() {
    return telegram.chats().stream().filter(chat -> isGroup(chat) && chat.forum()).findFirst();
  }

  private Person person(long id, String name, String username) {
    return telegram.findPerson(id).orElseGet(() -> telegram.person(id, name, username, "en"));
  }
}
