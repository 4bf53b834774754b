package drover.command;

import drover.access.Role;
import drover.chat.OutgoingMessage;
import drover.monitor.Board;
import drover.order.Eligible;
import drover.order.Lineages;
import drover.session.Agent;
import drover.session.Capabilities;
import drover.session.Capabilities.Feature;
import drover.session.Purpose;
import drover.session.SessionApiException;
import drover.session.SessionId;
import drover.view.CardView;
import drover.view.ErrorLine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The card. */
final class AgentCommand implements Command {
  private static final Logger log = LoggerFactory.getLogger(AgentCommand.class);
  private static final String NOT_YOURS = "Only operators can read prompts. Ask an admin.";

  private final Desk desk;
  private final Subject subject;
  private final Lineages lineages;

  AgentCommand(Desk desk, Subject subject, Lineages lineages) {
    this.desk = desk;
    this.subject = subject;
    this.lineages = lineages;
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
    if (prompt && !maySeeWork(invocation)) {
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
    Agent agent = null;
    String trouble = null;
    try {
      agent = desk.board().read(reference.id(), Purpose.PERSON);
    } catch (SessionApiException e) {
      log.info("Session {} cannot be read: {}", reference.id(), e.getMessage());
      trouble = ErrorLine.of(e);
      agent = reference.agent();
      if (agent == null) {
        throw e;
      }
    }
    screen.show(
        prompt
            ? CardView.prompt(agent)
            : CardView.of(
                card(agent, maySeeWork(invocation), trouble), desk.moment(invocation.chat())));
  }

  /** Prompts and output paths are for those who order work; a viewer sees what it is about. */
  private static boolean maySeeWork(Invocation invocation) {
    return invocation.by().role().covers(Role.OPERATOR);
  }

  private CardView.Card card(Agent agent, boolean work, @Nullable String trouble) {
    Capabilities can = desk.gateway().capabilities();
    Board.Snapshot snapshot = desk.board().snapshot();
    SessionId parentId = agent.session().family().parent();
    Agent parent = parentId == null ? null : snapshot.find(parentId).orElse(null);
    String parentName =
        parentId == null ? null : parent == null ? parentId.shortForm() : parent.name();
    return new CardView.Card(
        agent,
        work,
        can.can(Feature.KILL) && Eligible.forKill(agent),
        can.can(Feature.RESPAWN) && Eligible.forRespawn(agent),
        can.can(Feature.LOGS),
        can.can(Feature.METRICS),
        parent == null ? null : parent.life(),
        parentName,
        children(agent, snapshot),
        lineages.of(agent),
        trouble);
  }

  /** Those that details name, and those in the list that name it as their parent. */
  private static List<String> children(Agent agent, Board.Snapshot snapshot) {
    Set<SessionId> ids = new LinkedHashSet<>(agent.session().family().children());
    List<String> names = new ArrayList<>();
    for (Agent other : snapshot.agents()) {
      boolean named = ids.remove(other.id());
      if (named || agent.id().equals(other.session().family().parent())) {
        names.add(other.name());
      }
    }
    ids.forEach(id -> names.add(id.shortForm()));
    return names;
  }
}
