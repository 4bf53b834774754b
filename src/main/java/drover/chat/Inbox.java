package drover.chat;

import java.time.Instant;
import java.util.List;

/**
 * What came in and was not yet dealt with. Stored before the service is told that we have it, and
 * known as a set of numbers, so that a redelivered update does nothing.
 */
public interface Inbox extends Intake {
  /** Stores what is new, in one transaction; returns how many were. */
  int store(List<Incoming> updates);

  @Override
  default Taken take(List<Incoming> updates) {
    return Taken.all(store(updates));
  }

  /** The oldest not yet done, in the order of their coming. */
  List<Incoming> waiting(int limit);

  void done(long updateId);

  /** Forgets those done before then; returns how many. The service redelivers for 24 hours. */
  int sweep(Instant before);
}
