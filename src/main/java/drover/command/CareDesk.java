package drover.command;

import drover.base.StorageException;
import drover.history.AuditEntry;
import drover.history.HistoryStore;
import drover.incident.Incident;
import drover.incident.Incidents;
import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.SessionApiException;
import drover.view.IncidentView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the commands behind an incident's buttons share. They answer by a short word over the
 * button; its messages follow by themselves, in every chat. A card on which it was pressed is drawn
 * anew.
 */
record CareDesk(Incidents incidents, Desk desk, HistoryStore history, Cards cards) {
  private static final Logger log = LoggerFactory.getLogger(CareDesk.class);

  /** The incident that the first word of the call names; says so when it is none. */
  Optional<Incident> incident(Invocation invocation, Screen screen) {
    Optional<Incident> found =
        invocation.words().stream().findFirst().flatMap(CareDesk::id).flatMap(incidents::find);
    if (found.isEmpty()) {
      screen.toast("That is too long ago: I have forgotten it.");
    }
    return found;
  }

  /** Says what came of it; what made a difference is written down with the person's name. */
  void answer(
      Invocation invocation,
      Screen screen,
      Incidents.Outcome outcome,
      String done,
      @Nullable String detail) {
    Incident incident = outcome.now();
    if (outcome.done()) {
      screen.toast(done);
    } else if (incident != null) {
      screen.toast(IncidentView.toast(incident, desk.moment(invocation.chat())));
    }
    if (outcome.done() && incident != null) {
      audit(invocation, incident, detail);
    }
    if (incident != null && invocation.page() != null) {
      redraw(incident.life(), invocation, screen);
    }
  }

  /** What was pressed is done: where its agent cannot be shown, the card stands as it was. */
  private void redraw(AgentLife life, Invocation invocation, Screen screen) {
    try {
      Agent known = desk.board().snapshot().find(life).orElse(null);
      Cards.Read read = cards.read(life.session(), known);
      if (read.agent().life().equals(life)) {
        screen.show(cards.card(read, invocation));
      }
    } catch (SessionApiException e) {
      log.info("The card of {} stands as it was: {}", life, e.getMessage());
    }
  }

  /** It is done: that it cannot be written down must not look otherwise. */
  private void audit(Invocation invocation, Incident incident, @Nullable String detail) {
    try {
      history.audit(
          new AuditEntry(
              desk.clock().instant(),
              invocation.by().id(),
              invocation.by().name(),
              invocation.chat(),
              invocation.call().name(),
              incident.isOfServer() ? null : incident.life().session().value(),
              incident.data().get("name"),
              detail,
              "done"));
    } catch (StorageException e) {
      log.error("A {} could not be written into the audit trail", invocation.call().name(), e);
    }
  }

  private static Optional<Long> id(String word) {
    return word.matches("\\d{1,18}") ? Optional.of(Long.valueOf(word)) : Optional.empty();
  }
}
