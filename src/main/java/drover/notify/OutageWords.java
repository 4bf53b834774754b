package drover.notify;

import drover.access.Access;
import drover.chat.ChatAddress;
import drover.chat.OutgoingMessage;
import drover.history.HistoryEntry;
import drover.history.HistoryStore;
import drover.incident.Incident;
import drover.incident.Incident.Care;
import drover.incident.Incident.Closing;
import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.view.Moment;
import drover.view.ServerView;
import drover.view.ServerView.Meanwhile;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Finds the words for news of the server, with what happened while it was away. Any thread. */
final class OutageWords {
  private static final int MOST = 20_000;

  private final HistoryStore history;
  private final Access access;
  private final Clock clock;

  OutageWords(HistoryStore history, Access access, Clock clock) {
    this.history = history;
    this.access = access;
    this.clock = clock;
  }

  OutgoingMessage words(Incident outage, Delivery delivery) {
    Closing closing = outage.closing();
    return ServerView.outage(
        outage,
        outage.data().get(ServerNotifier.TROUBLE),
        closing == null ? Meanwhile.NOTHING : meanwhile(outage.openedAt(), closing.at()),
        moment(delivery.to()),
        delivery.maybeRepeat());
  }

  /** The end of an outage that no incident tells of. */
  OutgoingMessage back(Delivery delivery) {
    Fact fact = delivery.fact();
    String since = fact.data().get(ServerNotifier.SINCE);
    Instant from = since == null ? fact.at() : Instant.parse(since);
    Incident over =
        new Incident(
            0,
            Incident.SERVER,
            Incident.Kind.OUTAGE,
            0,
            from,
            Map.of(),
            0,
            Care.NONE,
            Closing.of(fact.at(), Closing.BACK));
    return words(over, delivery);
  }

  OutgoingMessage restarted(Delivery delivery) {
    Fact fact = delivery.fact();
    return ServerView.restarted(
        Integer.parseInt(fact.data().getOrDefault(ServerNotifier.GONE, "0")),
        Integer.parseInt(fact.data().getOrDefault(ServerNotifier.PRESENT, "0")),
        fact.at(),
        moment(delivery.to()),
        delivery.maybeRepeat());
  }

  private Meanwhile meanwhile(Instant from, Instant to) {
    Map<String, Integer> counts = new HashMap<>();
    for (HistoryEntry entry : history.happened(from, to, MOST)) {
      counts.merge(entry.kind(), 1, Integer::sum);
    }
    return new Meanwhile(
        counts.getOrDefault("completed", 0),
        counts.getOrDefault("failed", 0),
        counts.getOrDefault("stalled", 0),
        counts.getOrDefault("terminated", 0));
  }

  private Moment moment(ChatAddress chat) {
    return Moment.ours(clock.instant(), access.zone(chat));
  }
}
