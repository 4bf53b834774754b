package drover.monitor;

import static drover.monitor.Desk.NOON;
import static drover.monitor.Desk.completed;
import static drover.monitor.Desk.working;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import drover.base.HealthCheck.State;
import drover.session.Agent;
import drover.session.Purpose;
import drover.session.SessionApiException;
import drover.session.SessionEvent;
import drover.session.SessionId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The monitor with its own threads. */
class MonitorThreadTest {
  private static final SessionId A = new SessionId("a");

  private final Desk desk = new Desk();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Monitor monitor =
      new Monitor(
          new MonitorConfig(
              Duration.ofMinutes(5),
              new TokenLevels(List.of()),
              Duration.ofSeconds(15),
              Duration.ofSeconds(10),
              Duration.ofSeconds(60),
              Duration.ofMillis(500),
              Duration.ofHours(24),
              Duration.ZERO),
          desk.ports,
          desk.clock,
          new Random(1),
          meters);

  @AfterEach
  void stop() {
    monitor.stop();
  }

  @Test
  void aRefreshShowsTheServerAsItIsNow() {
    desk.gateway.put(working("a"));
    start();
    desk.gateway.put(working("b"));

    Board.Snapshot snapshot = monitor.refreshed(Purpose.PERSON);

    assertThat(snapshot.find(new SessionId("b"))).isPresent();
    assertThat(snapshot.asOf()).isEqualTo(NOON);
    assertThat(snapshot.trouble()).isNull();
    assertThat(desk.told()).containsExactly("APPEARED b");
  }

  @Test
  void aRefreshThatFailsShowsTheLastKnownState() {
    desk.gateway.put(working("a"));
    start();
    desk.gateway.failWith(new SessionApiException.Unauthorized("no"));

    Board.Snapshot snapshot = monitor.refreshed(Purpose.PERSON);

    assertThat(snapshot.agents()).hasSize(1);
    assertThat(snapshot.trouble()).isEqualTo(Trouble.UNAUTHORIZED);
  }

  @Test
  void aRefreshWaitsForAHangingServerNoLongerThanItsPatience() {
    desk.gateway.put(working("a"));
    start();
    Board.Snapshot snapshot;
    synchronized (desk.gateway) {
      snapshot = monitor.refreshed(Purpose.PERSON);
    }

    assertThat(snapshot.agents()).hasSize(1);
    assertThat(snapshot.trouble()).isEqualTo("The server did not answer in time.");
  }

  @Test
  void aReadReturnsThePromptAndKeepsItOffTheBoard() {
    desk.gateway.put(working("a").withPrompt("do this"));
    start();

    Agent agent = monitor.read(A, Purpose.PERSON);

    assertThat(agent.session().prompt()).isEqualTo("do this");
    assertThat(monitor.snapshot().find(A).orElseThrow().session().prompt()).isNull();
    assertThatThrownBy(() -> monitor.read(new SessionId("none"), Purpose.PERSON))
        .isInstanceOf(SessionApiException.NotFound.class);
  }

  @Test
  void aReadBeforeTheFirstListShowsTheAgentAndTellsNothing() {
    desk.gateway.failWith(new SessionApiException.Unavailable("gone", null));
    monitor.start();
    await().until(() -> monitor.snapshot().trouble() != null);
    desk.gateway.failWith(null);
    desk.gateway.put(working("a"));

    assertThat(monitor.read(A, Purpose.PERSON).name()).isEqualTo("agent a");
    assertThat(desk.told()).isEmpty();
    assertThat(desk.store.learnedAt()).isEmpty();
  }

  @Test
  void aFloodOfProgressLeavesNoBacklogAndLosesNoEnd() {
    for (int i = 0; i < 1_000; i++) {
      desk.gateway.put(working("s" + i));
    }
    start();

    for (int i = 0; i < 200_000; i++) {
      SessionId id = new SessionId("s" + i % 1_000);
      monitor.event(
          new SessionEvent.Updated(id, "working", 5.0, (long) i, NOON.plusMillis(i / 1_000)));
      if (i % 20_000 == 0) {
        monitor.event(completed("s" + i / 20_000, NOON));
      }
    }

    await().until(() -> desk.listener.heard().stream().filter(t -> t.kind().isEnd()).count() == 10);
    await()
        .until(
            () ->
                Long.valueOf(199_999L)
                    .equals(
                        monitor
                            .snapshot()
                            .find(new SessionId("s999"))
                            .map(agent -> agent.session().tokens().used())
                            .orElse(null)));
  }

  @Test
  void stoppingSavesProgressForTheNextStart() {
    desk.gateway.put(working("a"));
    start();
    monitor.event(new SessionEvent.Updated(A, "working", 61.0, 777L, NOON.plusSeconds(1)));
    await()
        .until(
            () ->
                Double.valueOf(61)
                    .equals(
                        monitor.snapshot().find(A).map(a -> a.session().progress()).orElse(null)));

    monitor.stop();

    assertThat(desk.store.of("a").agent().session().tokens().used()).isEqualTo(777);
    assertThat(monitor.clockCheck().check().state()).isEqualTo(State.OK);
  }

  private void start() {
    monitor.listen(desk.listener);
    monitor.start();
    await().until(() -> monitor.snapshot().asOf() != null);
  }
}
