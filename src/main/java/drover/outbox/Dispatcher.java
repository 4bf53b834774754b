package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.SendResult;
import drover.outbox.NoticeLanes.Ended;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may go: the lanes, their limits and their rests. The turning methods belong to the
 * outbox's loop; the rest is for any thread. No call of store or sender is made under the lock.
 */
final class Dispatcher {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
  private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);
  private static final Rest NONE = new Rest(Instant.EPOCH, Instant.EPOCH);

  private final OutboxStore store;
  private final Clock clock;
  private final int mostFlying;
  private final Parks parks;
  private final NoticeSending notices;
  private final AnswerSending answers;
  private final Runnable wake;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition calm = lock.newCondition();
  private final FrontLanes front;
  private final SendPace pace;
  private final Page page = new Page();
  private final NoticeLanes lanes = new NoticeLanes(AFTER_TROUBLE);
  private Rest untilLook = NONE;
  private Rest betweenLooks = NONE;
  private Rest untilCount = NONE;
  private boolean stale = true;
  private boolean stopping;
  private boolean closed;
  private int flying;
  private int answersFlying;

  private volatile long depth;
  private volatile boolean storeWorks = true;

  Dispatcher(
      Outbox.Parts parts,
      OutboxPolicy policy,
      Parks parks,
      NoticeSending notices,
      AnswerSending answers,
      Runnable wake) {
    store = parts.store();
    clock = parts.clock();
    mostFlying = policy.threads();
    front = new FrontLanes(policy.answersPerLane());
    pace = new SendPace(policy.limits());
    this.parks = parks;
    this.notices = notices;
    this.answers = answers;
    this.wake = wake;
  }

  /** False once closed. */
  boolean add(Answer answer) {
    Runnable afterwards = () -> {};
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      afterwards = front.add(answer);
    } finally {
      lock.unlock();
    }
    afterwards.run();
    return true;
  }

  /** The store has something new. */
  void lookAgain() {
    locked(() -> stale = true);
  }

  void stopNotices() {
    locked(
        () -> {
          stopping = true;
          page.clear();
        });
  }

  /** Waits until no answer waits or is on its way, at most so long. */
  void awaitAnswers(Duration patience) {
    lock.lock();
    try {
      long nanos = patience.toNanos();
      while (nanos > 0 && (front.size() > 0 || answersFlying > 0)) {
        nanos = calm.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more; returns the answers left over. */
  List<Answer> close() {
    lock.lock();
    try {
      closed = true;
      return front.takeAll();
    } finally {
      lock.unlock();
    }
  }

  long depth() {
    return depth;
  }

  boolean storeWorks() {
    return storeWorks;
  }

  @Nullable Duration oldest(Instant now) {
    lock.lock();
    try {
      return page.oldest(now);
    } finally {
      lock.unlock();
    }
  }

  /** Writes down what the store refused to take after a send, until it refuses again. */
  void writeAgain(Instant now) {
    List<Ended> due = new ArrayList<>();
    locked(() -> due.addAll(lanes.takeUnwritten(now)));
    for (int i = 0; i < due.size(); i++) {
      if (!isWritten(due.get(i))) {
        List<Ended> later = new ArrayList<>(due.subList(i + 1, due.size()));
        // Last, since it may be this one that cannot be written.
        later.add(due.get(i));
        locked(() -> lanes.notWritten(later, clock.instant()));
        return;
      }
    }
  }

  /** Reads the store if there may be something new in it. */
  void refill(Instant now) {
    if (!beginLook(now)) {
      return;
    }
    try {
      List<Delivery> waiting = store.waiting(now, Page.PER_LANE, Page.LIMIT);
      Optional<Instant> due = store.nextDue(now);
      if (untilCount.isOver(now)) {
        untilCount = new Rest(now, now.plus(BETWEEN_COUNTS));
        depth = store.depth();
      }
      storeWorks = true;
      locked(() -> endLook(now, waiting, due));
    } catch (RuntimeException e) {
      if (storeWorks) {
        log.error("Waiting notices cannot be read; answers go on", e);
      }
      storeWorks = false;
      locked(() -> untilLook = new Rest(now, now.plus(AFTER_TROUBLE)));
    }
  }

  /** Starts all that may go now; returns how long until more may. */
  Duration dispatch(Executor executor) {
    List<Runnable> starting = new ArrayList<>();
    Duration wait;
    lock.lock();
    try {
      wait = plan(starting);
    } finally {
      lock.unlock();
    }
    starting.forEach(executor::execute);
    return wait;
  }

  private boolean beginLook(Instant now) {
    lock.lock();
    try {
      boolean due = untilLook.isOver(now);
      boolean soon = stale && (page.isEmpty() || betweenLooks.isOver(now));
      // After trouble with the store, only its time counts.
      if (stopping || !(due || (soon && storeWorks))) {
        return false;
      }
      stale = false;
      lanes.beginLook();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void endLook(Instant now, List<Delivery> waiting, Optional<Instant> due) {
    stale |= page.fill(waiting, lanes.leaveOut());
    betweenLooks = new Rest(now, now.plus(BETWEEN_LOOKS));
    Instant latest = now.plus(IDLE);
    untilLook = new Rest(now, due.filter(d -> d.isBefore(latest)).orElse(latest));
  }

  private Duration plan(List<Runnable> starting) {
    Instant now = clock.instant();
    Duration wait = untilNextLook(now);
    Duration all = parks.waitForAll(now);
    if (!all.isZero()) {
      return shorter(wait, all);
    }
    for (Answer answer : front.heads()) {
      Duration own = waitFor(answer.to, now);
      if (own.isZero()) {
        front.take(answer);
        begin(answer.to);
        answersFlying++;
        starting.add(() -> run(answer));
      } else {
        wait = shorter(wait, own);
      }
    }
    if (stopping) {
      return wait;
    }
    for (Delivery delivery : page.heads()) {
      Duration own = longer(waitFor(delivery.to(), now), lanes.waitFor(delivery.to(), now));
      if (own.isZero()) {
        stale |= page.take(delivery);
        begin(delivery.to());
        lanes.began(delivery);
        starting.add(() -> run(delivery));
      } else {
        wait = shorter(wait, own);
      }
    }
    return stale && storeWorks ? shorter(wait, BETWEEN_LOOKS) : wait;
  }

  /** Zero: it may go now. Long: the end of another call will wake the loop. */
  private Duration waitFor(ChatAddress lane, Instant now) {
    if (flying >= mostFlying || pace.isBusy(lane.chat())) {
      return IDLE;
    }
    Duration rest = longer(parks.waitFor(lane, now), pace.waitFor(lane.chat(), now));
    return longer(rest, pace.waitForAll(now));
  }

  private void begin(ChatAddress lane) {
    pace.began(lane.chat());
    flying++;
  }

  private Duration untilNextLook(Instant now) {
    Duration next = shorter(untilLook.left(now), lanes.untilWrite(now));
    return next.isZero() ? Duration.ofMillis(1) : next;
  }

  private void run(Answer answer) {
    long chat = answer.to.chat();
    Optional<SendResult> result = send(answer);
    Instant endedAt = clock.instant();
    boolean[] dropped = {false};
    locked(
        () -> {
          pace.ended(chat, endedAt, true);
          flying--;
          answersFlying--;
          if (result.isEmpty() && !closed) {
            front.putBack(answer);
          } else {
            dropped[0] = result.isEmpty();
          }
          calm.signalAll();
        });
    if (dropped[0]) {
      answer.finish(new SendResult.Refused(SendResult.Refusal.NOT_DONE, "the bot is stopping"));
    }
    result.ifPresent(answer::finish);
    wake.run();
  }

  /** Catches errors too: a flight that never ended would be lost, and its chat silent for good. */
  private Optional<SendResult> send(Answer answer) {
    try {
      return answers.run(answer);
    } catch (Throwable e) {
      log.error("What came of an answer could not be seen to", e);
      String words = e.getClass().getSimpleName();
      return Optional.of(new SendResult.Refused(SendResult.Refusal.OUTCOME_UNKNOWN, words));
    }
  }

  private void run(Delivery delivery) {
    Ended ended = send(delivery);
    NoticeSending.Outcome outcome = ended.outcome();
    locked(() -> pace.ended(delivery.to().chat(), outcome.endedAt(), outcome.counted()));
    boolean written = isWritten(ended);
    locked(
        () -> {
          flying--;
          if (!written) {
            lanes.notWritten(List.of(ended), clock.instant());
          }
        });
    wake.run();
  }

  private Ended send(Delivery delivery) {
    try {
      return new Ended(delivery, notices.run(delivery), false);
    } catch (Throwable e) {
      log.error("Notice {} was not sent", delivery.fact().key(), e);
      return new Ended(delivery, notices.notClaimed(delivery), true);
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
    locked(
        () -> {
          lanes.written(ended, clock.instant());
          stale |= ended.outcome().waitsAgain();
        });
    return true;
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
