package drover.testing;

import drover.outbox.Delivery;
import drover.outbox.Fact;
import drover.outbox.OutboxStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What waits in all lanes of an outbox. */
public final class Waiting {
  private static final int MOST = 1000;

  private Waiting() {}

  /** Urgent first, then in the order of their coming. */
  public static List<Delivery> in(OutboxStore outbox, Instant now) {
    return outbox.lanes().keySet().stream()
        .flatMap(lane -> outbox.waiting(lane, now, MOST).stream())
        .sorted(
            Comparator.<Delivery, Fact.Urgency>comparing(d -> d.fact().urgency())
                .thenComparing(Delivery::id))
        .toList();
  }
}
