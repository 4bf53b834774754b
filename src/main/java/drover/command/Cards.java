package drover.command;

import drover.access.Role;
import drover.base.StorageException;
import drover.chat.OutgoingMessage;
import drover.incident.Incident;
import drover.incident.Incidents;
import drover.monitor.Board;
import drover.order.Eligible;
import drover.order.Lineages;
import drover.session.Agent;
import drover.session.Capabilities;
import drover.session.Capabilities.Feature;
import drover.session.Purpose;
import drover.session.SessionApiException;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.view.CardView;
import drover.view.ErrorLine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads an agent and draws its card for whoever asks. */
record Cards(Desk desk, Lineages lineages, Incidents incidents) {
  private static final Logger log = LoggerFactory.getLogger(Cards.class);

  /**
   * An agent as it is now, or as it was last known.
   *
   * @param trouble why it is not fresh; null when it is
   */
  record Read(Agent agent, @Nullable String trouble) {}

  /**
   * @param known what to fall back on; null: there is nothing
   * @throws SessionApiException as the server answered, where nothing is known
   */
  Read read(SessionId id, @Nullable Agent known) {
    try {
      return new Read(desk.board().read(id, Purpose.PERSON), null);
    } catch (SessionApiException e) {
      if (known == null) {
        throw e;
      }
      log.info("Session {} cannot be read: {}", id, e.getMessage());
      return new Read(known, ErrorLine.of(e));
    }
  }

  OutgoingMessage card(Read read, Invocation invocation) {
    Agent agent = read.agent();
    Capabilities can = desk.gateway().capabilities();
    Board.Snapshot snapshot = desk.board().snapshot();
    SessionId parentId = agent.session().family().parent();
    Agent parent = parentId == null ? null : snapshot.find(parentId).orElse(null);
    String parentName =
        parentId == null ? null : parent == null ? parentId.shortForm() : parent.name();
    CardView.Card card =
        new CardView.Card(
            agent,
            maySeeWork(invocation),
            can.can(Feature.KILL) && Eligible.forKill(agent),
            can.can(Feature.RESPAWN) && Eligible.forRespawn(agent),
            can.can(Feature.LOGS),
            can.can(Feature.METRICS),
            parent == null ? null : parent.life(),
            parentName,
            children(agent, snapshot),
            lineages.of(agent),
            incident(agent),
            read.trouble());
    return CardView.of(card, desk.moment(invocation.chat()));
  }

  /** Prompts and output paths are for those who order work; a viewer sees what it is about. */
  static boolean maySeeWork(Invocation invocation) {
    return invocation.by().role().covers(Role.OPERATOR);
  }

  /** The newest that lasts; a card is worth showing without. */
  private @Nullable Incident incident(Agent agent) {
    if (agent.status() != SessionStatus.STALLED && agent.status() != SessionStatus.FAILED) {
      return null;
    }
    try {
      List<Incident> open = incidents.open(agent.life().key());
      return open.isEmpty() ? null : open.get(open.size() - 1);
    } catch (StorageException e) {
      log.warn("Cannot read who takes care of {}", agent.life(), e);
      return null;
    }
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
