package drover.command;

import drover.access.Role;
import drover.view.ChatView;
import drover.view.Moment;
import java.util.Locale;
import java.util.Optional;

/** When this chat gets its digest. */
final class DigestCommand implements Command {
  private final DigestDesk digests;
  private final Desk desk;

  DigestCommand(DigestDesk digests, Desk desk) {
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
    return "a regular account of all agents";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    Moment moment = desk.moment(invocation.chat());
    String rule = String.join(" ", invocation.words());
    switch (rule.toLowerCase(Locale.ROOT)) {
      case "" -> describe(invocation, moment, screen);
      case "now" -> screen.sendNew(digests.now(invocation.chat()));
      case "off" -> {
        boolean ignored = digests.remove(invocation.chat());
        screen.show(ChatView.noDigest());
      }
      default -> set(invocation, rule, moment, screen);
    }
  }

  private void describe(Invocation invocation, Moment moment, Screen screen) {
    Optional<DigestDesk.Plan> plan = digests.describe(invocation.chat());
    screen.show(
        plan.map(p -> ChatView.digest(p.rule(), p.next(), moment)).orElseGet(ChatView::noDigest));
  }

  private void set(Invocation invocation, String rule, Moment moment, Screen screen) {
    DigestDesk.Outcome outcome = digests.set(invocation.chat(), rule, moment.zone());
    DigestDesk.Plan plan = outcome.plan();
    screen.show(
        plan == null
            ? ChatView.badDigest(String.valueOf(outcome.problem()))
            : ChatView.digest(plan.rule(), plan.next(), moment));
  }
}
