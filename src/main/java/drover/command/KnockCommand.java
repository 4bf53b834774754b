package drover.command;

import drover.access.Role;
import drover.access.User;
import drover.chat.ChatAddress;
import drover.chat.SendResult;
import drover.chat.UserId;
import drover.view.KnockView;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Lets a stranger in, or not, behind the buttons of the notice that tells of them. Pressed late or
 * twice it never takes or lowers a role: it shows what they are.
 */
final class KnockCommand implements Command {
  private final PeopleDesk people;
  private final Messenger messenger;

  KnockCommand(PeopleDesk people, Messenger messenger) {
    this.people = people;
    this.messenger = messenger;
  }

  @Override
  public String name() {
    return KnockView.COMMAND;
  }

  @Override
  public Role role(boolean group) {
    return Role.ADMIN;
  }

  @Override
  public String usage() {
    return "";
  }

  @Override
  public String summary() {
    return "";
  }

  @Override
  public boolean isPressedOnly() {
    return true;
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    List<String> words = invocation.words();
    if (words.size() != 2 || !words.get(1).matches("\\d{1,16}")) {
      return;
    }
    User user = people.find(new UserId(Long.parseLong(words.get(1))));
    if (user.role() != Role.STRANGER) {
      screen.show(KnockView.letIn(user));
    } else if (words.get(0).equals(KnockView.ALLOW)) {
      allow(user, invocation, screen);
    } else {
      people.writeDown(user, invocation, "ignored");
      screen.show(KnockView.ignored(user, invocation.by().name()));
    }
  }

  private void allow(User user, Invocation invocation, Screen screen) {
    boolean done = people.letIn(user, invocation);
    screen.show(KnockView.letIn(people.find(user.id())));
    if (done) {
      CompletableFuture<SendResult> ignored =
          messenger.send(
              ChatAddress.of(user.id().value()), KnockView.welcome(invocation.by().name()));
    }
  }
}
