package drover.command;

import drover.access.Pairing;
import drover.access.Role;
import drover.chat.OutgoingMessage;
import drover.history.AuditEntry;
import drover.history.HistoryStore;
import drover.view.PairView;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Makes whoever brings the code from the log the first admin. Open to strangers, in private, from a
 * start without an admin until somebody has done it. The code is written down nowhere.
 */
final class PairCommand implements Command {
  private final Pairing pairing;
  private final HistoryStore history;
  private final Clock clock;

  PairCommand(Pairing pairing, HistoryStore history, Clock clock) {
    this.pairing = pairing;
    this.history = history;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "pair";
  }

  @Override
  public Role role(boolean group) {
    return !group && pairing.isPending() ? Role.STRANGER : Role.VIEWER;
  }

  @Override
  public String usage() {
    return "/pair CODE";
  }

  @Override
  public String summary() {
    return "become the first admin, with the code in my log";
  }

  @Override
  public boolean isSecret() {
    return true;
  }

  @Override
  public boolean isHidden() {
    return true;
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    if (invocation.group()) {
      screen.show(PairView.inPrivate());
      return;
    }
    Invocation.Person by = invocation.by();
    Pairing.Outcome outcome =
        pairing.tryCode(
            by.id(),
            by.name(),
            invocation.call().text(),
            change -> writeDown(invocation, "none → admin", "done"));
    switch (outcome) {
      case PAIRED -> screen.show(PairView.paired(by.name()));
      case EXPIRED -> screen.show(PairView.expired());
      case WRONG -> refuse(invocation, screen, PairView.wrong());
      case LOCKED -> refuse(invocation, screen, PairView.locked());
      case OVER -> screen.show(PairView.over());
      case IGNORED -> {}
    }
  }

  private void refuse(Invocation invocation, Screen screen, OutgoingMessage why) {
    writeDown(invocation, null, "refused");
    screen.show(why);
  }

  private void writeDown(Invocation invocation, @Nullable String detail, String outcome) {
    Invocation.Person by = invocation.by();
    history.audit(
        new AuditEntry(
            clock.instant(),
            by.id(),
            by.name(),
            invocation.chat(),
            name(),
            null,
            null,
            detail,
            outcome,
            by.id()));
  }
}
