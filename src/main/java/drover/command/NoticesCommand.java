package drover.command;

import drover.access.Role;
import drover.chat.OutgoingMessage;
import drover.outbox.GroupPages;
import drover.view.GroupView;
import java.util.Optional;

/** Turns the pages of a message that tells many notices. Only pressed. */
final class NoticesCommand implements Command {
  private static final String GONE = "What this message told is no longer kept";

  private final GroupPages pages;

  NoticesCommand(GroupPages pages) {
    this.pages = pages;
  }

  @Override
  public String name() {
    return GroupView.COMMAND;
  }

  @Override
  public Role role(boolean group) {
    return Role.VIEWER;
  }

  @Override
  public String usage() {
    return "/" + GroupView.COMMAND;
  }

  @Override
  public String summary() {
    return "the pages of a message with many notices";
  }

  @Override
  public boolean isPressedOnly() {
    return true;
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    int page = new Words(invocation.words()).takeNumber("page").orElse(1);
    Optional<OutgoingMessage> shown =
        invocation.page() == null ? Optional.empty() : pages.turnTo(invocation.page(), page);
    shown.ifPresentOrElse(screen::show, () -> screen.toast(GONE));
  }
}
