package drover.notify;

import drover.access.Access;
import drover.incident.Incident;
import drover.incident.IncidentStore;
import drover.outbox.Delivery;
import drover.outbox.FactKey;
import drover.session.Transition;
import drover.view.GroupView;
import drover.view.Moment;
import drover.view.Notice;
import drover.view.NoticeRow;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a notice is by now, as a row among others. Any thread. */
final class NoticeRows {
  private final IncidentStore incidents;
  private final EndOrders endOrders;
  private final Access access;
  private final Clock clock;

  NoticeRows(IncidentStore incidents, EndOrders endOrders, Access access, Clock clock) {
    this.incidents = incidents;
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
    return closing == null
        ? NoticeRow.Since.takenCareOf(careOf(incident))
        : NoticeRow.Since.over(
            closing.outcome(), Duration.between(incident.openedAt(), closing.at()), closing.by());
  }

  private static @Nullable String careOf(Incident incident) {
    Incident.Ack ack = incident.care().ack();
    return ack == null ? null : ack.name();
  }
}
