package drover.command;

import drover.access.Role;
import drover.digest.DigestPlan;
import drover.digest.Digests;
import drover.digest.PlanOutcome;
import drover.view.ChatView;
import drover.view.Moment;

/** When this chat gets its digest. */
final class DigestCommand implements Command {
  private final Digests digests;
  private final Desk desk;

  DigestCommand(Digests digests, Desk desk) {
    this.digests = digests;
    this.desk = desk;
  }

  @Override
  public String name() {
    return "digest";
  }

  @Override
  public Role role(boolean group) {
    return ChatAffairs.role(group);
  }

  @Override
  public String usage() {
    return "/digest [off|now|09:00 [mon-fri]|every 4h|CRON]";
  }

  @Override
  public String summary() {
    return "a regular summary of all agents";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    Moment moment = desk.moment(invocation.chat());
    String typed = String.join(" ", invocation.words());
    if (typed.equalsIgnoreCase("now")) {
      screen.sendNew(digests.now(invocation.chat()));
      return;
    }
    PlanOutcome outcome = digests.plan(invocation.chat(), typed, moment.zone());
    DigestPlan plan = outcome.plan();
    if (outcome.kind() == PlanOutcome.Kind.REFUSED) {
      screen.show(ChatView.badDigest(outcome.trouble()));
    } else {
      screen.show(
          plan == null
              ? ChatView.noDigest()
              : ChatView.digest(plan.rule(), plan.nextDue(), moment));
    }
  }
}
