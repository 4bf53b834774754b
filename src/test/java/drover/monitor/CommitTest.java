package drover.monitor;

import static drover.monitor.Desk.NOON;
import static drover.monitor.Desk.completed;
import static drover.monitor.Desk.failed;
import static drover.monitor.Desk.stalled;
import static drover.monitor.Desk.updated;
import static drover.monitor.Desk.working;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import drover.base.StorageException;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.testing.RecordingListener;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CommitTest {
  @Test
  void aListenerThatFailsOnceIsCalledAgainAndHearsOnce() {
    Desk desk = Desk.watching(working("a"));
    RecordingListener second = new RecordingListener();
    desk.monitor.listen(second);
    desk.listener.failNext(1);

    desk.hear(completed("a", NOON));

    assertThat(desk.told()).containsExactly("COMPLETED a");
    assertThat(second.told()).containsExactly("COMPLETED a");
    assertThat(desk.plain).isEmpty();
  }

  @Test
  void aListenerThatAlwaysFailsIsReplacedByAPlainNotice() {
    Desk desk = Desk.watching(working("a"), working("b"));
    RecordingListener healthy = new RecordingListener();
    desk.monitor.listen(healthy);
    desk.listener.failNext(2);

    desk.hear(completed("a", NOON), completed("b", NOON));

    assertThat(desk.told()).containsExactly("COMPLETED b");
    assertThat(healthy.told()).containsExactly("COMPLETED a", "COMPLETED b");
    assertThat(desk.plain).singleElement().extracting(t -> t.after().name()).isEqualTo("agent a");
    assertThat(desk.store.of("a").endedAt()).isNotNull();
  }

  @Test
  void anErrorInAListenerIsAFailureLikeAnyOther() {
    Desk desk = Desk.watching(working("a"));
    desk.monitor.listen(
        transition -> {
          throw new StackOverflowError("deep");
        },
        desk.plain::add);

    desk.hear(completed("a", NOON));

    assertThat(desk.told()).containsExactly("COMPLETED a");
    assertThat(desk.plain).hasSize(1);
  }

  @Test
  void whatOneListenerCannotTakeIsNotToldPlainlyByAnother() {
    Desk desk = Desk.watching(working("a"));
    RecordingListener history = new RecordingListener();
    desk.monitor.listen(history);
    history.failNext(2);

    desk.hear(completed("a", NOON));

    assertThat(desk.told()).containsExactly("COMPLETED a");
    assertThat(desk.plain).isEmpty();
    assertThat(history.told()).isEmpty();
  }

  @Test
  void aStoreThatFailsInsideAListenerIsNoFailureOfTheListener() {
    Desk desk = Desk.watching(working("a"));
    AtomicInteger refusals = new AtomicInteger(5);
    desk.monitor.listen(
        transition -> {
          if (refusals.getAndDecrement() > 0) {
            throw new StorageException("closed and being reopened");
          }
        },
        desk.plain::add);

    desk.hear(completed("a", NOON));
    assertThat(desk.told()).isEmpty();
    for (int i = 0; i < 10; i++) {
      desk.clock.advance(ofSeconds(31));
      desk.turn();
    }

    assertThat(desk.told()).containsExactly("COMPLETED a");
    assertThat(desk.plain).isEmpty();
  }

  @Test
  void whatTheDatabaseCannotTakeIsToldWhenItCan() {
    Desk desk = Desk.watching(working("a"), working("b"), working("c"));
    desk.transactor.down(true);

    desk.hear(completed("a", NOON), failed("b", NOON), stalled("c", NOON));
    desk.hear(updated("c", "working", NOON.plusSeconds(20)));
    for (int i = 0; i < 100; i++) {
      desk.clock.advance(ofSeconds(1));
      desk.turn();
    }
    assertThat(desk.told()).isEmpty();
    assertThat(desk.monitor.snapshot().agents())
        .extracting(agent -> agent.status())
        .containsOnly(SessionStatus.WORKING);
    assertThat(desk.monitor.snapshot().trouble()).contains("database");

    desk.transactor.down(false);
    desk.clock.advance(ofSeconds(31));
    desk.turn();
    desk.clock.advance(ofSeconds(31));
    desk.turn();
    assertThat(desk.told())
        .containsExactlyInAnyOrder("COMPLETED a", "FAILED b", "STALLED c#1", "RECOVERED c#1");
    assertThat(desk.monitor.snapshot().trouble()).isNull();
  }

  @Test
  void aDatabaseThatWorksAgainIsOfferedAtOnceWhatItRefused() {
    Desk desk = Desk.watching(working("a"), working("b"));
    desk.transactor.down(true);
    desk.hear(completed("a", NOON), failed("b", NOON));
    for (int i = 0; i < 100; i++) {
      desk.clock.advance(ofSeconds(1));
      desk.turn();
    }
    desk.transactor.down(false);

    desk.monitor.databaseReopened();
    desk.turn();

    assertThat(desk.told()).containsExactlyInAnyOrder("COMPLETED a", "FAILED b");
  }

  @Test
  void aTransitionThatNeverCommitsDelaysNoOther() {
    Desk desk = Desk.watching(working("poison"), working("a"), working("b"));
    SessionId poison = new SessionId("poison");
    desk.monitor.listen(
        transition -> {
          if (transition.after().id().equals(poison)) {
            desk.transactor.down(true);
            try {
              desk.transactor.run(() -> {});
            } finally {
              desk.transactor.down(false);
            }
          }
        },
        desk.plain::add);
    desk.hear(completed("poison", NOON), completed("a", NOON), completed("b", NOON));

    assertThat(desk.told()).containsExactly("COMPLETED poison", "COMPLETED a", "COMPLETED b");
    assertThat(desk.plain).hasSize(1);
  }

  @Test
  void theFirstListIsLearnedLaterWhenTheDatabaseIsDown() {
    Desk desk = new Desk();
    desk.gateway.put(working("a"));
    desk.monitor.begin();
    desk.transactor.down(true);
    desk.monitor.connected();
    desk.hear(completed("a", NOON));
    assertThat(desk.store.learnedAt()).isEmpty();

    desk.transactor.down(false);
    desk.clock.advance(Duration.ofSeconds(11));
    desk.turn();

    assertThat(desk.store.learnedAt()).isPresent();
    assertThat(desk.told()).containsExactly("COMPLETED a");
  }
}
