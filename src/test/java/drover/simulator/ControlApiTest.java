package drover.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import drover.base.Secret;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlApiTest {
  private final TestClock clock = new TestClock();
  private final SimulatedServer server =
      new SimulatedServer(SimulatorConfig.quiet().withApiKey(new Secret("key-1")), clock);
  private final Caller caller = new Caller(server, "key-1");

  @BeforeEach
  void start() {
    server.start();
    server.world().addAgent(AgentSpec.named("Ann").withId("a/1"));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void turnsKnobsAndLeavesTheOthers() throws Exception {
    server.faults().set(Fault.EVENT_LOST, 0.5);

    JsonNode all = caller.post("/control/faults", "{\"clock-skew\":-5000,\"aliases\":1}").json();

    assertThat(all.path("clock-skew").asDouble()).isEqualTo(-5_000);
    assertThat(all.path("event-lost").asDouble()).isEqualTo(0.5);
    assertThat(server.faults().isOn(Fault.ALIASES)).isTrue();
    assertThat(caller.get("/control/faults").json()).isEqualTo(all);
    HttpRequest.Builder delete =
        caller.request("/control/faults").header("Content-Type", "application/json").DELETE();
    assertThat(caller.send(delete.build()).status()).isEqualTo(200);
    assertThat(server.faults().isOn(Fault.ALIASES)).isFalse();
  }

  @Test
  void isNotSpoiledItself() throws Exception {
    server.faults().set(Fault.CUT, 1);

    assertThat(caller.get("/control/agents").status()).isEqualTo(200);
    assertThat(server.counters().requests()).isZero();
  }

  @Test
  void refusesWhatItDoesNotKnow() throws Exception {
    assertThat(caller.post("/control/faults", "{\"gravity\":1}").status()).isEqualTo(400);
    assertThat(caller.post("/control/faults", "{\"error\":2}").status()).isEqualTo(400);
    assertThat(caller.post("/control/faults", "{\"error\":\"1\"}").status()).isEqualTo(400);
    assertThat(caller.post("/control/script", "{\"call\":\"x\",\"kind\":\"cut\"}").status())
        .isEqualTo(400);
    assertThat(caller.post("/control/agents/a%2F1/tickle", "{}").status()).isEqualTo(404);
    assertThat(caller.post("/control/agents/nobody/stall", "{}").status()).isEqualTo(400);
    assertThat(caller.get("/control/nothing").status()).isEqualTo(404);
  }

  @Test
  void needsTheKeyAndJson() throws Exception {
    Caller stranger = new Caller(server, null);
    assertThat(stranger.get("/control/agents").status()).isEqualTo(401);
    HttpRequest plain =
        caller
            .request("/control/cut-stream")
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    assertThat(caller.send(plain).status()).isEqualTo(415);
  }

  @Test
  void drivesAgents() throws Exception {
    assertThat(caller.post("/control/agents/a%2F1/burn", "{\"share\":0.2}").status())
        .isEqualTo(200);
    assertThat(caller.post("/control/agents/a%2F1/stubborn", "{\"on\":true}").status())
        .isEqualTo(200);
    assertThat(caller.post("/control/agents/a%2F1/fail", "{\"error\":\"x\"}").status())
        .isEqualTo(200);
    assertThat(caller.post("/control/agents/a%2F1/complete", "{}").status()).isEqualTo(409);

    JsonNode agent = caller.get("/control/agents").json().path("agents").path(0);
    assertThat(agent.path("status").asText()).isEqualTo("failed");
    assertThat(agent.path("tokensUsed").asInt()).isEqualTo(20_000);
    assertThat(agent.path("stubborn").asBoolean()).isTrue();
  }

  @Test
  void scriptsAnswersAndCounts() throws Exception {
    String script = "{\"call\":\"list\",\"times\":2,\"kind\":\"status\",\"status\":503}";
    assertThat(caller.post("/control/script", script).status()).isEqualTo(200);

    assertThat(caller.get("/api/sessions").status()).isEqualTo(503);
    assertThat(caller.get("/api/sessions").status()).isEqualTo(503);
    assertThat(caller.get("/api/sessions").status()).isEqualTo(200);
    JsonNode counters = caller.get("/control/counters").json();
    assertThat(counters.path("requests").path("list").asInt()).isEqualTo(3);
  }

  @Test
  void takesTheServerDownForATime() throws Exception {
    assertThat(caller.post("/control/down", "{\"millis\":1000}").status()).isEqualTo(200);

    await().until(() -> !server.isUp());
    clock.advance(Duration.ofSeconds(1));
    await().until(server::isUp);
    assertThat(caller.get("/api/sessions").status()).isEqualTo(200);
  }

  @Test
  void canBeSwitchedOff() throws Exception {
    SimulatedServer closed =
        new SimulatedServer(SimulatorConfig.quiet().withControls(false), clock);
    closed.start();
    try {
      assertThat(new Caller(closed, null).get("/control/agents").status()).isEqualTo(404);
    } finally {
      closed.stop();
    }
  }
}
