package drover.outbox;

import drover.chat.ChatAddress;
import drover.chat.SendResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may go: answers to people first, then notices. {@link #turn} belongs to the outbox's
 * loop; the rest is for any thread.
 */
final class Dispatcher {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

  /** Of what waits in a lane, so many go by themselves before many become one. */
  private static final int FIRST_SINGLY = 2;

  private final Exclusive exclusive = new Exclusive();
  private final Clock clock;
  private final FrontLanes front;
  private final NoticeLanes lanes = new NoticeLanes(AFTER_TROUBLE);
  private final Traffic traffic;
  private final StoreLook look;
  private final NoticeFlights flights;
  private final AnswerSending answers;
  private final Runnable wake;
  private boolean stopping;
  private boolean closed;
  private int answersFlying;

  Dispatcher(
      Outbox.Parts parts,
      OutboxPolicy policy,
      Parks parks,
      Backlog backlog,
      Unknowns unknowns,
      AnswerSending answers,
      NoticeSending notices,
      Runnable wake) {
    clock = parts.clock();
    front = new FrontLanes(policy.answersPerLane());
    traffic = new Traffic(policy.limits(), parks, policy.threads());
    look =
        new StoreLook(
            parts.store(),
            exclusive,
            lanes,
            traffic,
            new StoreLook.Cares(backlog, unknowns),
            AFTER_TROUBLE);
    flights =
        new NoticeFlights(
            exclusive,
            lanes,
            traffic,
            notices,
            new Outbox.Times(clock, AFTER_TROUBLE),
            look::again);
    this.answers = answers;
    this.wake = wake;
  }

  /** False once closed. */
  boolean add(Answer answer) {
    Optional<Runnable> afterwards =
        exclusive.get(() -> closed ? Optional.empty() : Optional.of(front.add(answer)));
    afterwards.ifPresent(Runnable::run);
    return afterwards.isPresent();
  }

  /** The store has a new fact for these. */
  void posted(Fact fact, Iterable<ChatAddress> chats) {
    exclusive.run(() -> chats.forEach(chat -> lanes.posted(chat, fact.urgency())));
  }

  /** The store has something new, nobody knows where. */
  void lookAgain() {
    look.again();
  }

  void stopNotices() {
    exclusive.run(() -> stopping = true);
  }

  /** Waits until no answer waits or is on its way, at most so long. */
  void awaitAnswers(Duration patience) {
    exclusive.await(() -> front.size() == 0 && answersFlying == 0, patience);
  }

  /** Takes no more; returns the answers left over. */
  List<Answer> close() {
    return exclusive.get(
        () -> {
          closed = true;
          return front.takeAll();
        });
  }

  boolean storeWorks() {
    return look.works();
  }

  @Nullable Duration oldest(Instant now) {
    return exclusive.get(() -> Optional.ofNullable(lanes.oldest(now))).orElse(null);
  }

  /** Starts all that may go now; returns how long until more may. */
  Duration turn(Executor executor) {
    Instant now = clock.instant();
    flights.writeAgain(now);
    if (!exclusive.get(() -> stopping)) {
      look.run(now);
    }
    List<Runnable> starting = new ArrayList<>();
    Duration wait = exclusive.get(() -> plan(starting));
    starting.forEach(executor::execute);
    return wait;
  }

  private Duration plan(List<Runnable> starting) {
    Instant now = clock.instant();
    Duration wait = planAnswers(starting, now);
    wait = Traffic.shorter(wait, flights.untilWrite(now));
    if (!stopping) {
      wait = Traffic.shorter(wait, planNotices(starting, now));
      wait = Traffic.shorter(wait, look.untilNext(now));
    }
    // Never in a circle without a pause, whatever a clock set back makes of all this.
    return wait.isZero() ? Duration.ofMillis(1) : wait;
  }

  private Duration planAnswers(List<Runnable> starting, Instant now) {
    Duration wait = Lane.UNTIL_WOKEN;
    for (Answer answer : front.heads()) {
      Duration own = Traffic.longer(traffic.waitForAll(now), traffic.waitForAnswer(answer.to, now));
      if (own.isZero()) {
        front.take(answer);
        lanes.overtake(answer.to.chat());
        traffic.began(answer.to);
        answersFlying++;
        starting.add(() -> run(answer));
      } else {
        wait = Traffic.shorter(wait, own);
      }
    }
    return wait;
  }

  private Duration planNotices(List<Runnable> starting, Instant now) {
    lanes.forgetOld(now);
    return Traffic.shorter(planReady(starting, now), planHeads(starting, now));
  }

  private Duration planReady(List<Runnable> starting, Instant now) {
    Duration wait = Lane.UNTIL_WOKEN;
    for (Lane lane : lanes.inOrder(lanes.ready(), now)) {
      Duration own = waitFor(lane.address, now);
      if (own.isZero()) {
        Lane.Ready ready = lanes.leave(lane);
        traffic.began(lane.address);
        starting.add(() -> leave(ready));
      } else {
        wait = Traffic.shorter(wait, own);
      }
    }
    return wait;
  }

  private Duration planHeads(List<Runnable> starting, Instant now) {
    Duration wait = Lane.UNTIL_WOKEN;
    List<Lane> near = new ArrayList<>();
    for (Lane lane : lanes.all()) {
      Duration own = Traffic.longer(traffic.waitToPrepare(lane.address, now), lane.waitFor(now));
      if (!own.isZero()) {
        wait = Traffic.shorter(wait, own);
      } else if (lane.stale) {
        // To be read at the next turn.
        wait = look.works() ? Duration.ZERO : wait;
      } else if (lane.head != null) {
        near.add(lane);
      }
      if (lane.dueAt != null) {
        wait = Traffic.shorter(wait, Duration.between(now, lane.dueAt));
      }
    }
    int ready = lanes.ready().size();
    for (Lane lane : lanes.inOrder(near, now)) {
      if (traffic.mayPrepare(ready, NoticeLanes.isFirst(lane, now))) {
        boolean isCrowded = isCrowded(lane, now);
        Delivery head = lanes.begin(lane);
        traffic.beganPreparing();
        starting.add(() -> prepare(head, isCrowded));
      }
    }
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** Whether many that wait there become one. What was cut off as one must not come as several. */
  private boolean isCrowded(Lane lane, Instant now) {
    return lane.turns >= FIRST_SINGLY
        || (lane.head != null && lane.head.maybeRepeat())
        || traffic.isCrowded(lane.address.chat(), now);
  }

  private Duration waitFor(ChatAddress lane, Instant now) {
    return Traffic.longer(traffic.waitForAll(now), traffic.waitFor(lane, now));
  }

  private void prepare(Delivery head, boolean crowded) {
    flights.prepare(head, crowded);
    wake.run();
  }

  private void leave(Lane.Ready ready) {
    flights.leave(ready);
    wake.run();
  }

  private void run(Answer answer) {
    ChatAddress lane = answer.to;
    Optional<SendResult> result = send(answer);
    Instant endedAt = clock.instant();
    boolean dropped =
        exclusive.get(
            () -> {
              traffic.answered(lane, endedAt, true);
              traffic.ended();
              answersFlying--;
              if (result.isEmpty() && !closed) {
                front.putBack(answer);
                return false;
              }
              return result.isEmpty();
            });
    if (dropped) {
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
}
