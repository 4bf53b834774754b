package drover.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusyServerTest {
  private static final String CREATE =
      "{\"name\":\"N\",\"taskDescription\":\"T\",\"prompt\":\"P\"}";

  private final TestClock clock = new TestClock();
  private final SimulatedServer server =
      new SimulatedServer(SimulatorConfig.busy().withLimits(RateLimits.NONE), clock);
  private final Caller caller = new Caller(server, null);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void movesByItselfAndTellsIt() throws Exception {
    try (StreamReader stream = caller.stream()) {
      await().until(() -> server.streams() == 1);

      await()
          .untilAsserted(
              () -> {
                clock.advance(Duration.ofSeconds(2));
                assertThat(stream.types()).contains("session_update");
              });
    }
    assertThat(caller.get("/api/sessions").json().path("sessions")).hasSizeGreaterThan(11);
  }

  @Test
  void createdSessionsComeToLifeAndKilledOnesEnd() throws Exception {
    String id = caller.post("/api/sessions", CREATE).json().path("sessionId").asText();
    await()
        .untilAsserted(
            () -> {
              clock.advance(Duration.ofSeconds(2));
              assertThat(status(id)).isEqualTo(AgentStatus.WORKING);
            });

    Caller.Reply kill = caller.post("/api/sessions/" + id + "/kill", "{\"reason\":\"x\"}");

    assertThat(kill.json().path("status").asText()).isEqualTo("terminated");
    assertThat(status(id)).isEqualTo(AgentStatus.WORKING);
    clock.advance(Duration.ofSeconds(2));
    assertThat(status(id)).isEqualTo(AgentStatus.TERMINATED);
  }

  @Test
  void manyCallersAndTheWorldDoNotBlockOneAnother() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(6);
    List<Future<Boolean>> results = new ArrayList<>();
    try (StreamReader stream = caller.stream()) {
      for (int i = 0; i < 6; i++) {
        results.add(callers.submit(this::callAround));
      }
      for (int i = 0; i < 300; i++) {
        clock.advance(Duration.ofSeconds(1));
        server.world().tick(clock.instant());
        server.faults().set(Fault.EVENT_REORDERED, i % 2 * 0.5);
        assertThat(server.turn()).isPositive();
      }
      for (Future<Boolean> result : results) {
        assertThat(result.get(30, TimeUnit.SECONDS)).isTrue();
      }
      await().until(() -> stream.count() > 0);
    } finally {
      callers.shutdownNow();
    }
    assertThat(server.counters().creates()).isEqualTo(60);
    assertThat(server.counters().kills()).isEqualTo(60);
  }

  private boolean callAround() throws Exception {
    boolean fine = true;
    for (int i = 0; i < 10; i++) {
      String id = caller.post("/api/sessions", CREATE).json().path("sessionId").asText();
      fine &= caller.get("/api/sessions").status() == 200;
      fine &= caller.get("/api/sessions/" + id + "/logs").status() == 200;
      String kill = "{\"reason\":\"x\",\"force\":true}";
      fine &= caller.post("/api/sessions/" + id + "/kill", kill).status() == 200;
    }
    return fine;
  }

  private AgentStatus status(String id) {
    return server.world().find(id).orElseThrow().status();
  }
}
