package drover.access;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one place that knows a person's role. Denies by default. Any thread. */
public final class Access {
  private static final LocalTime EIGHT = LocalTime.of(8, 0);

  private final UserStore users;
  private final ChatStore chats;
  private final ZoneId defaultZone;
  private final Clock clock;

  /**
   * @param clock its zone is the zone of chats that have not chosen one
   */
  public Access(UserStore users, ChatStore chats, Clock clock) {
    this.users = users;
    this.chats = chats;
    this.defaultZone = clock.getZone();
    this.clock = clock;
  }

  /** The role of a sender; null, someone without an id, is a stranger. */
  public Role roleOf(@Nullable UserId id) {
    return id == null ? Role.STRANGER : users.find(id).map(User::role).orElse(Role.STRANGER);
  }

  /**
   * Whether a chat may be told of agents: a group always, a private chat while its person has a
   * role. Who lost it may still stand in subscriptions and plans.
   */
  public boolean mayHear(ChatAddress chat) {
    return chat.isGroup() || roleOf(new UserId(chat.chat())) != Role.STRANGER;
  }

  /**
   * Whether prompts and output paths may be told there: to operators in private; to groups, since
   * an operator had to subscribe them.
   */
  public boolean mayHearOfWork(ChatAddress chat) {
    return chat.isGroup() || roleOf(new UserId(chat.chat())).covers(Role.OPERATOR);
  }

  /** Notes that a known person wrote, and their present name. */
  public void seen(UserId id, String name, @Nullable String handle) {
    users.seen(id, name, handle, clock.instant());
  }

  public List<UserId> admins() {
    return users.all().stream().filter(u -> u.role() == Role.ADMIN).map(User::id).toList();
  }

  /** The zone in which this chat reads times. */
  public ZoneId zone(ChatAddress chat) {
    ZoneId chosen = settings(chat).zone();
    return chosen == null ? defaultZone : chosen;
  }

  /** What this chat has chosen, or the usual. */
  public ChatSettings settings(ChatAddress chat) {
    return chats.settings(chat).orElseGet(() -> ChatSettings.usual(chat));
  }

  /** The next end of this chat's quiet hours; where it has none, the next eight o'clock there. */
  public Instant morning(ChatAddress chat, Instant now) {
    QuietHours quiet = settings(chat).quiet();
    return WallClock.next(quiet == null ? EIGHT : quiet.to(), now, zone(chat));
  }
}
