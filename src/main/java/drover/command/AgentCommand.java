package drover.command;

import drover.access.Role;
import drover.chat.OutgoingMessage;
import drover.view.CardView;
import java.util.Optional;

/** The card. */
final class AgentCommand implements Command {
  private static final String NOT_YOURS = "Only operators can read prompts. Ask an admin.";

  private final Subject subject;
  private final Cards cards;

  AgentCommand(Subject subject, Cards cards) {
    this.subject = subject;
    this.cards = cards;
  }

  @Override
  public String name() {
    return "agent";
  }

  @Override
  public Role role(boolean group) {
    return Role.VIEWER;
  }

  @Override
  public String usage() {
    return "/agent REF";
  }

  @Override
  public String summary() {
    return "one agent, with its buttons";
  }

  @Override
  public boolean needsDatabase() {
    return false;
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    Words words = new Words(invocation.words());
    boolean prompt = words.take("show").isPresent();
    if (prompt && !Cards.maySeeWork(invocation)) {
      screen.toast(NOT_YOURS);
      if (!invocation.pressed()) {
        screen.show(OutgoingMessage.of("❗ " + NOT_YOURS));
      }
      return;
    }
    Optional<Reference.Found> found = subject.of(invocation, words.rest(), screen);
    found.ifPresent(reference -> show(reference, prompt, invocation, screen));
  }

  private void show(
      Reference.Found reference, boolean prompt, Invocation invocation, Screen screen) {
    Cards.Read read = cards.read(reference.id(), reference.agent());
    screen.show(prompt ? CardView.prompt(read.agent()) : cards.card(read, invocation));
  }
}
