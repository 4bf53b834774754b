package drover.command;

import drover.access.Role;
import drover.chat.BotLink;
import drover.order.Draft;
import drover.order.DraftStore;
import drover.session.Capabilities.Feature;
import drover.session.SessionPlan.Part;
import drover.view.SpawnView;

/**
 * Begins a new agent: in one line, or step by step in a private chat. Nothing is ordered before the
 * whole was shown; the rest is {@link SpawnStepCommand}'s.
 */
final class SpawnCommand implements Command {
  static final String NAME = "spawn";

  private final Desk desk;
  private final DraftStore drafts;
  private final PlanReader reader;
  private final SpawnPages pages;
  private final BotLink link;

  SpawnCommand(Desk desk, DraftStore drafts, PlanReader reader, SpawnPages pages, BotLink link) {
    this.desk = desk;
    this.drafts = drafts;
    this.reader = reader;
    this.pages = pages;
    this.link = link;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Role role(boolean group) {
    return Role.OPERATOR;
  }

  @Override
  public String usage() {
    return "/spawn [NAME | TASK | PROMPT]";
  }

  @Override
  public String summary() {
    return "create an agent, in one line or step by step";
  }

  @Override
  public void handle(Invocation invocation, Screen screen) {
    if (!desk.gateway().capabilities().can(Feature.CREATE)) {
      screen.show(Pages.cannot("create"));
      return;
    }
    PlanReader.Line line;
    try {
      line = reader.line(invocation.call().text(), invocation);
    } catch (PlanReader.Unreadable e) {
      screen.show(SpawnView.unreadable(e.part(), e.problem()));
      return;
    }
    boolean whole = line.parts() >= Part.PROMPT.place();
    if (invocation.group() && !whole) {
      screen.show(SpawnView.inPrivate(link.toPrivate(NAME).orElse(null)));
      return;
    }
    Draft draft =
        drafts.begin(
            Draft.begun(
                invocation.by().id(),
                invocation.chat(),
                line.plan(),
                whole ? null : Part.ALL.get(line.parts()),
                desk.clock().instant()));
    screen.show(pages.next(draft, null));
  }
}
