package drover.notify;

import drover.access.Access;
import drover.incident.Incident;
import drover.incident.IncidentStore;
import drover.outbox.Delivery;
import drover.outbox.FactKey;
import drover.session.SessionId;
import drover.session.Transition;
import drover.view.GroupView;
import drover.view.Moment;
import drover.view.Notice;
import drover.view.NoticeRow;
import java.time.Clock;
import java.time.Duration;

/** What a notice is by now, as a row among others. Any thread. */
final class NoticeRows {
  private final IncidentStore incidents;
  private final Successors successors;
  private final EndOrders endOrders;
  private final Access access;
  private final Clock clock;

  NoticeRows(
      IncidentStore incidents,
      Successors successors,
      EndOrders endOrders,
      Access access,
      Clock clock) {
    this.incidents = incidents;
    this.successors = successors;
    this.endOrders = endOrders;
    this.access = access;
    this.clock = clock;
  }

  GroupView.Row of(Delivery delivery) {
    Notice notice = NoticeData.read(delivery.fact());
    Moment moment = Moment.ours(clock.instant(), access.zone(delivery.to()));
    return NoticeRow.of(notice, since(delivery.fact().key(), notice), moment);
  }

  private NoticeRow.Since since(FactKey key, Notice notice) {
    if (notice.kind() == Transition.Kind.STALLED) {
      return since(key, Incident.Kind.STALL);
    }
    if (notice.kind() == Transition.Kind.FAILED) {
      return since(key, Incident.Kind.FAILURE);
    }
    if (notice.kind() == Transition.Kind.TERMINATED) {
      return NoticeRow.Since.endedBy(
          endOrders.of(notice.life()).map(EndOrders.EndOrder::by).orElse(null));
    }
    return NoticeRow.Since.NOTHING;
  }

  private NoticeRow.Since since(FactKey key, Incident.Kind kind) {
    Incident incident = incidents.find(key.subject(), kind, key.episode()).orElse(null);
    if (incident == null) {
      return NoticeRow.Since.NOTHING;
    }
    Incident.Closing closing = incident.closing();
    if (closing == null) {
      return careOf(incident);
    }
    Duration lasted = Duration.between(incident.openedAt(), closing.at());
    return Successors.of(incident)
        .map(SessionId::shortForm)
        .map(
            id ->
                NoticeRow.Since.respawned(
                    successors.nameOf(incident).orElse(id), lasted, closing.by()))
        .orElseGet(() -> NoticeRow.Since.over(closing.outcome(), lasted, closing.by()));
  }

  private static NoticeRow.Since careOf(Incident incident) {
    Incident.Ack ack = incident.care().ack();
    Incident.Snooze snooze = incident.care().snooze();
    if (ack != null) {
      return NoticeRow.Since.takenCareOf(ack.name());
    }
    return snooze == null
        ? NoticeRow.Since.NOTHING
        : NoticeRow.Since.snoozed(snooze.name(), snooze.until());
  }
}
