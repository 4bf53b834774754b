package drover.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices on their way, until what happened to them is written down. Sending threads, and the loop
 * for what could not be written.
 */
final class NoticeFlights {
  private static final Logger log = LoggerFactory.getLogger(NoticeFlights.class);

  private final Exclusive exclusive;
  private final NoticeLanes lanes;
  private final Traffic traffic;
  private final NoticeSending sending;
  private final Clock clock;
  private final Duration afterTrouble;
  private final Runnable lookAgain;
  private final List<Ended> unwritten = new ArrayList<>();
  private Rest untilWrite = new Rest(Instant.EPOCH, Instant.EPOCH);

  /** A notice whose attempt is over. */
  private record Ended(Delivery delivery, Outcome outcome) {}

  /**
   * @param lookAgain something may wait in other lanes than those that are known
   */
  NoticeFlights(
      Exclusive exclusive,
      NoticeLanes lanes,
      Traffic traffic,
      NoticeSending sending,
      Outbox.Times times,
      Runnable lookAgain) {
    this.exclusive = exclusive;
    this.lanes = lanes;
    this.traffic = traffic;
    this.sending = sending;
    clock = times.clock();
    afterTrouble = times.afterTrouble();
    this.lookAgain = lookAgain;
  }

  /** Finds the words, and sends them at once where nothing has to be waited for. */
  void prepare(Delivery delivery, boolean crowded) {
    Prepared prepared = words(delivery, crowded);
    if (exclusive.get(() -> goesOn(delivery, prepared))) {
      end(delivery, prepared);
    }
  }

  /** Sends what was ready. */
  void leave(Lane.Ready ready) {
    end(ready.notice(), ready.prepared());
  }

  private boolean goesOn(Delivery delivery, Prepared prepared) {
    Instant now = clock.instant();
    if (!prepared.leaves()) {
      traffic.wontLeave();
    } else if (!lanes.isOvertaken(delivery.to()) && traffic.mayLeave(delivery.to(), now)) {
      traffic.goesOn(delivery.to());
      lanes.leaves(delivery.to());
    } else {
      traffic.waits();
      lanes.ready(delivery, prepared, now);
      return false;
    }
    return true;
  }

  private void end(Delivery delivery, Prepared prepared) {
    Ended ended = new Ended(delivery, outcome(delivery, prepared));
    Outcome outcome = ended.outcome();
    if (prepared.leaves()) {
      exclusive.run(() -> traffic.answered(delivery.to(), outcome.endedAt(), outcome.counted()));
    }
    boolean written = isWritten(ended);
    exclusive.run(
        () -> {
          traffic.ended();
          if (!written) {
            notWritten(List.of(ended));
          }
        });
  }

  /** Writes down what the store refused to take after a send, until it refuses again. */
  void writeAgain(Instant now) {
    List<Ended> due = exclusive.get(() -> takeUnwritten(now));
    for (int i = 0; i < due.size(); i++) {
      if (!isWritten(due.get(i))) {
        List<Ended> later = new ArrayList<>(due.subList(i + 1, due.size()));
        // Last, since it may be this one that cannot be written.
        later.add(due.get(i));
        exclusive.run(() -> notWritten(later));
        return;
      }
    }
  }

  /** How long until something is to be written again; long when nothing is. Under the lock. */
  Duration untilWrite(Instant now) {
    return unwritten.isEmpty() ? Lane.UNTIL_WOKEN : untilWrite.left(now);
  }

  /** Catches errors too: a flight that never ended would be lost, and its chat silent for good. */
  private Prepared words(Delivery delivery, boolean crowded) {
    try {
      return sending.prepare(delivery, crowded);
    } catch (Throwable e) {
      log.error("Notice {} was not put into words", delivery.fact().key(), e);
      return Prepared.over(sending.notDone(delivery));
    }
  }

  private Outcome outcome(Delivery delivery, Prepared prepared) {
    try {
      return prepared.end().get();
    } catch (Throwable e) {
      log.error("Notice {} was not sent", delivery.fact().key(), e);
      return sending.notDone(delivery);
    }
  }

  /** Writes down what happened; false when that has to be tried again. */
  private boolean isWritten(Ended ended) {
    try {
      ended.outcome().write().run();
    } catch (Throwable e) {
      log.warn("The end of a send was not stored; trying again", e);
      return false;
    }
    exclusive.run(() -> lanes.written(ended.delivery().to(), ended.outcome(), clock.instant()));
    if (ended.outcome().elsewhere()) {
      lookAgain.run();
    }
    return true;
  }

  private List<Ended> takeUnwritten(Instant now) {
    if (!untilWrite.isOver(now)) {
      return List.of();
    }
    List<Ended> due = List.copyOf(unwritten);
    unwritten.clear();
    return due;
  }

  private void notWritten(List<Ended> ended) {
    Instant now = clock.instant();
    unwritten.addAll(ended);
    untilWrite = new Rest(now, now.plus(afterTrouble));
  }
}
