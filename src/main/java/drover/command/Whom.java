package drover.command;

import drover.access.Role;
import drover.access.User;
import drover.chat.Incoming.Mention;
import drover.chat.Incoming.Reply;
import drover.chat.Incoming.Sender;
import drover.chat.OutgoingMessage;
import drover.chat.UserId;
import drover.view.PeopleView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes out which person a call is about: whoever is named in it, by a mention, an @name that was
 * seen or an id; else whoever wrote the message that it answers.
 */
final class Whom {
  private static final int LONGEST_ID = 16;

  private final PeopleDesk people;

  Whom(PeopleDesk people) {
    this.people = people;
  }

  /**
   * @param words what names them; may be empty
   * @return empty when it is nobody, and the screen says why
   */
  Optional<User> find(Invocation invocation, List<String> words, Screen screen) {
    String typed = String.join(" ", words);
    Reply reply = invocation.repliedTo();
    if (typed.isEmpty()) {
      return reply == null
          ? none(screen, PeopleView.whom(invocation.call().name()))
          : sender(reply.author(), screen);
    }
    Sender mentioned = mentioned(invocation, typed);
    if (mentioned != null) {
      return sender(mentioned, screen);
    }
    if (typed.startsWith("@") && words.size() == 1) {
      Optional<User> seen = people.users().findByHandle(typed.substring(1));
      return seen.isPresent() ? seen : none(screen, PeopleView.unseen(typed));
    }
    if (typed.matches("-?\\d{1," + LONGEST_ID + "}")) {
      long id = Long.parseLong(typed);
      return id > 0
          ? Optional.of(people.find(new UserId(id)))
          : none(screen, PeopleView.notAPerson());
    }
    return none(screen, PeopleView.whom(invocation.call().name()));
  }

  private static @Nullable Sender mentioned(Invocation invocation, String typed) {
    for (Mention mention : invocation.mentions()) {
      boolean same = mention.text().strip().replaceAll("\\s+", " ").equals(typed);
      if (same && mention.person() != null) {
        return mention.person();
      }
    }
    return null;
  }

  private Optional<User> sender(Sender sender, Screen screen) {
    if (sender.id() == null || sender.bot()) {
      return none(screen, PeopleView.notAPerson());
    }
    User known = people.find(sender.id());
    boolean named = known.role() != Role.STRANGER && !known.name().isBlank();
    return Optional.of(named ? known : known.called(sender.name(), sender.handle()));
  }

  private static Optional<User> none(Screen screen, OutgoingMessage why) {
    screen.show(why);
    return Optional.empty();
  }
}
