package drover.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private static final String CREATE =
      "{\"name\":\"N\",\"taskDescription\":\"T\",\"prompt\":\"P\"}";

  private final TestClock clock = new TestClock();
  private final SimulatedServer server =
      new SimulatedServer(
          SimulatorConfig.quiet()
              .withLimits(RateLimits.NONE)
              .withMaximumTokens(100_000)
              .withKillDelay(Duration.ofSeconds(2)),
          clock);
  private final Caller caller = new Caller(server, null);

  @BeforeEach
  void start() {
    server.start();
    server.world().addAgent(AgentSpec.named("Ann").withId("a"));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void aKillIsAnsweredAtOnceAndOverAfterTheDelay() throws Exception {
    Caller.Reply reply = kill("a", "{\"reason\":\"enough\",\"force\":false}");

    assertThat(reply.raw().body())
        .isEqualTo(
            "{\"success\":true,\"sessionId\":\"a\",\"status\":\"terminated\","
                + "\"timestamp\":\"2026-02-12T20:00:00Z\"}");
    assertThat(status("a")).isEqualTo("working");
    clock.advance(Duration.ofMillis(1_999));
    assertThat(status("a")).isEqualTo("working");
    clock.advance(Duration.ofMillis(1));
    assertThat(status("a")).isEqualTo("terminated");
    assertThat(server.counters().kills()).isEqualTo(1);
  }

  @Test
  void aSecondKillDoesNotPutTheEndOff() throws Exception {
    assertThat(kill("a", "{\"reason\":\"x\"}").status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    assertThat(kill("a", "{\"reason\":\"x\"}").status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));

    assertThat(status("a")).isEqualTo("terminated");
    Caller.Reply third = kill("a", "{\"reason\":\"x\"}");
    assertThat(third.status()).isEqualTo(409);
    assertThat(third.code()).isEqualTo("SESSION_ALREADY_TERMINATED");
  }

  @Test
  void aStubbornAgentEndsOnlyByForce() throws Exception {
    server.world().makeStubborn("a", true);

    assertThat(kill("a", "{\"reason\":\"x\"}").status()).isEqualTo(200);
    clock.advance(Duration.ofHours(1));
    assertThat(status("a")).isEqualTo("working");
    assertThat(kill("a", "{\"reason\":\"x\",\"force\":true}").status()).isEqualTo(200);
    assertThat(status("a")).isEqualTo("terminated");
  }

  @Test
  void killingAParentEndsEverythingBelowItThatStillLives() throws Exception {
    server.world().addAgent(AgentSpec.named("Kid").withId("k").withParent("a"));
    server.world().addAgent(AgentSpec.named("Grandkid").withId("g").withParent("k"));
    server.world().addAgent(AgentSpec.named("Done").withId("d").withParent("a"));
    server.world().addAgent(AgentSpec.named("Other").withId("o"));
    server.world().complete("d");

    assertThat(kill("a", "{\"reason\":\"x\",\"force\":true}").status()).isEqualTo(200);

    assertThat(List.of(status("a"), status("k"), status("g"), status("d"), status("o")))
        .containsExactly("terminated", "terminated", "terminated", "completed", "working");
  }

  @Test
  void whatIsOverCannotBeKilled() throws Exception {
    server.world().addAgent(AgentSpec.named("F").withId("f"));
    server.world().complete("a");
    server.world().fail("f", "broken");

    for (String id : List.of("a", "f")) {
      Caller.Reply reply = kill(id, "{\"reason\":\"x\"}");
      assertThat(reply.status()).isEqualTo(409);
      assertThat(reply.code()).isEqualTo("SESSION_ALREADY_TERMINATED");
    }
    assertThat(server.counters().kills()).isZero();
  }

  @Test
  void respawnMakesANewSessionAndMarksItsOrigin() throws Exception {
    server.world().fail("a", "broken");
    clock.advance(Duration.ofMinutes(1));

    JsonNode answer =
        respawn(
                "a",
                "{\"resetProgress\":true,\"newTokenLimit\":75000,\"priority\":\"high\","
                    + "\"reason\":\"again\"}")
            .json();

    assertThat(answer.path("success").asBoolean()).isTrue();
    assertThat(answer.path("originalSessionId").asText()).isEqualTo("a");
    assertThat(answer.path("status").asText()).isEqualTo("spawning");
    assertThat(answer.path("timestamp").asText()).isEqualTo("2026-02-12T20:01:00Z");
    JsonNode fresh = session(answer.path("newSessionId").asText());
    assertThat(fresh.path("status").asText()).isEqualTo("spawning");
    assertThat(fresh.path("name").asText()).isEqualTo("Ann");
    assertThat(fresh.path("progress").asInt()).isZero();
    assertThat(fresh.path("tokensUsed").asInt()).isZero();
    assertThat(fresh.path("tokensLimit").asInt()).isEqualTo(75_000);
    assertThat(fresh.path("priority").asText()).isEqualTo("high");
    assertThat(fresh.path("startTime").asText()).isEqualTo("2026-02-12T20:01:00Z");
    assertThat(fresh.path("metadata").path("respawnedFrom").asText()).isEqualTo("a");
    assertThat(status("a")).isEqualTo("failed");
  }

  @Test
  void respawnKeepsWhatItIsNotToldToChange() throws Exception {
    server.world().stall("a");

    JsonNode answer = respawn("a", "{}").json();

    JsonNode fresh = session(answer.path("newSessionId").asText());
    assertThat(fresh.path("progress").asInt()).isEqualTo(25);
    assertThat(fresh.path("tokensLimit").asInt()).isEqualTo(50_000);
    assertThat(fresh.path("priority").asText()).isEqualTo("normal");
    assertThat(status("a")).isEqualTo("stalled");
  }

  @Test
  void onlyFailedStalledTerminatedOrExhaustedSessionsAreRespawned() throws Exception {
    World world = server.world();
    for (AgentStatus status : AgentStatus.values()) {
      world.addAgent(AgentSpec.named("x").withId(status.wire()).withStatus(status));
    }
    world.addAgent(AgentSpec.named("x").withId("exhausted").withTokens(47_500, 50_000));
    world.addAgent(AgentSpec.named("x").withId("nearly").withTokens(47_499, 50_000));

    for (String id : List.of("failed", "stalled", "terminated", "exhausted")) {
      assertThat(respawn(id, "{}").status()).as(id).isEqualTo(200);
    }
    for (String id : List.of("spawning", "working", "completed", "nearly")) {
      Caller.Reply reply = respawn(id, "{}");
      assertThat(reply.status()).as(id).isEqualTo(409);
      assertThat(reply.code()).as(id).isEqualTo("RESPAWN_NOT_ALLOWED");
    }
    assertThat(server.counters().respawns()).isEqualTo(4);
  }

  @Test
  void createMakesASpawningSessionWithAllItWasTold() throws Exception {
    JsonNode answer =
        create(
                "{\"name\":\"New\",\"taskDescription\":\"T\",\"prompt\":\"P\","
                    + "\"priority\":\"low\",\"tokensLimit\":60000,\"expectedDuration\":3600000,"
                    + "\"outputPath\":\"/out\",\"parentSession\":\"a\","
                    + "\"metadata\":{\"requester\":\"Ann\",\"channel\":\"telegram\"}}")
            .json();

    assertThat(answer.path("status").asText()).isEqualTo("spawning");
    JsonNode made = session(answer.path("sessionId").asText());
    assertThat(made.path("fullPrompt").asText()).isEqualTo("P");
    assertThat(made.path("tokensLimit").asInt()).isEqualTo(60_000);
    assertThat(made.path("expectedCompletion").asText()).isEqualTo("2026-02-12T21:00:00Z");
    assertThat(made.path("outputPath").asText()).isEqualTo("/out");
    assertThat(made.path("parentSession").asText()).isEqualTo("a");
    assertThat(made.path("channel").asText()).isEqualTo("telegram");
    assertThat(made.path("metadata").path("requester").asText()).isEqualTo("Ann");
    assertThat(server.counters().creates()).isEqualTo(1);
  }

  @Test
  void tokenLimitsAboveTheMaximumOrBelowOneAreRefused() throws Exception {
    server.world().fail("a", "broken");

    for (String limit : List.of("100001", "0", "-5")) {
      Caller.Reply create = create(CREATE.replace("}", ",\"tokensLimit\":" + limit + "}"));
      Caller.Reply respawn = respawn("a", "{\"newTokenLimit\":" + limit + "}");
      for (Caller.Reply reply : List.of(create, respawn)) {
        assertThat(reply.status()).as(limit).isEqualTo(400);
        assertThat(reply.code()).as(limit).isEqualTo("INVALID_TOKEN_LIMIT");
        assertThat(reply.json().path("error").path("details").path("maximum").asInt())
            .isEqualTo(100_000);
      }
    }
    assertThat(create(CREATE.replace("}", ",\"tokensLimit\":100000}")).status()).isEqualTo(200);
    assertThat(server.counters().respawns()).isZero();
  }

  @Test
  void wrongBodiesAreRefusedAndNothingIsDone() throws Exception {
    List<String> kills =
        List.of(
            "",
            "null",
            "[]",
            "\"x\"",
            "{",
            "{\"reason\":\"x\"}}",
            "{}",
            "{\"reason\":null}",
            "{\"reason\":\" \"}",
            "{\"reason\":5}",
            "{\"reason\":\"x\",\"force\":\"true\"}",
            "{\"reason\":\"x\",\"force\":1}",
            "{\"reason\":\"x\",\"now\":true}",
            "{\"reason\":\"x\",\"reason\":\"y\"}",
            "{reason:'x'}",
            "\u0000");
    for (String body : kills) {
      refused(kill("a", body), body);
    }
    List<String> respawns =
        List.of(
            "",
            "[]",
            "{\"resetProgress\":\"yes\"}",
            "{\"newTokenLimit\":\"75000\"}",
            "{\"newTokenLimit\":1.5}",
            "{\"newTokenLimit\":99999999999999999999}",
            "{\"priority\":\"urgent\"}",
            "{\"priority\":\"\"}",
            "{\"reason\":7}");
    for (String body : respawns) {
      refused(respawn("a", body), body);
    }
    List<String> creates =
        List.of(
            "{}",
            CREATE.replace("\"N\"", "\" \""),
            CREATE.replace("\"T\"", "3"),
            CREATE.replace("\"prompt\":\"P\"", "\"prompt\":null"),
            CREATE.replace("}", ",\"status\":\"working\"}"),
            CREATE.replace("}", ",\"expectedDuration\":0}"),
            CREATE.replace("}", ",\"expectedDuration\":\"1h\"}"),
            CREATE.replace("}", ",\"metadata\":[]}"),
            CREATE.replace("}", ",\"metadata\":{\"a\":{}}}"),
            CREATE.replace("}", ",\"outputPath\":\"\"}"));
    for (String body : creates) {
      refused(create(body), body);
    }

    assertThat(status("a")).isEqualTo("working");
    assertThat(server.world().agents()).hasSize(1);
    assertThat(server.counters().kills()).isZero();
  }

  @Test
  void anUnknownParentIsRefused() throws Exception {
    Caller.Reply reply = create(CREATE.replace("}", ",\"parentSession\":\"nobody\"}"));

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo("SESSION_NOT_FOUND");
  }

  @Test
  void bodiesMustBeJsonByTheirContentType() throws Exception {
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "")) {
      HttpRequest.Builder request =
          caller
              .request("/api/sessions/a/kill")
              .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"x\"}"));
      if (!type.isEmpty()) {
        request.header("Content-Type", type);
      }
      Caller.Reply reply = caller.send(request.build());
      assertThat(reply.status()).as(type).isEqualTo(415);
      assertThat(reply.code()).as(type).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }
    Caller.Reply withCharset =
        caller.send(
            caller
                .request("/api/sessions/a/kill")
                .header("Content-Type", "Application/JSON; charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"x\"}"))
                .build());
    assertThat(withCharset.status()).isEqualTo(200);
  }

  @Test
  void tooLargeBodiesAreRefused() throws Exception {
    String huge = "{\"reason\":\"" + "x".repeat(Api.LARGEST_BODY) + "\"}";

    Caller.Reply reply = kill("a", huge);

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.code()).isEqualTo("PAYLOAD_TOO_LARGE");
    assertThat(status("a")).isEqualTo("working");
  }

  private static void refused(Caller.Reply reply, String body) {
    assertThat(reply.status()).as(body).isEqualTo(400);
    assertThat(reply.code()).as(body).isEqualTo("INVALID_REQUEST");
  }

  private Caller.Reply kill(String id, String body) throws Exception {
    return caller.post("/api/sessions/" + id + "/kill", body);
  }

  private Caller.Reply respawn(String id, String body) throws Exception {
    return caller.post("/api/sessions/" + id + "/respawn", body);
  }

  private Caller.Reply create(String body) throws Exception {
    return caller.post("/api/sessions", body);
  }

  private JsonNode session(String id) throws Exception {
    return caller.get("/api/sessions/" + id).json().path("session");
  }

  private String status(String id) throws Exception {
    return session(id).path("status").asText();
  }
}
