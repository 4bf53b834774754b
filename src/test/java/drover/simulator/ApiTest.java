package drover.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiTest {
  private final TestClock clock = new TestClock();
  private final SimulatedServer server =
      new SimulatedServer(SimulatorConfig.quiet().withLimits(RateLimits.NONE), clock);
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
  void listsNothingInAnEmptyWorld() throws Exception {
    Caller.Reply reply = caller.get("/api/sessions");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.raw().body())
        .isEqualTo("{\"sessions\":[],\"total\":0,\"timestamp\":\"2026-02-12T20:00:00Z\"}");
    assertThat(reply.header("Content-Type")).startsWith("application/json");
    assertThat(reply.header("Date")).isEqualTo("Thu, 12 Feb 2026 20:00:00 GMT");
  }

  @Test
  void listRowsHaveExactlyTheDocumentedFields() throws Exception {
    server.world().addAgent(AgentSpec.named("Ann").withId("a").withPriority("critical"));

    JsonNode row = caller.get("/api/sessions").json().path("sessions").path(0);

    assertThat(names(row))
        .containsExactly(
            "sessionId",
            "name",
            "status",
            "taskDescription",
            "progress",
            "tokensUsed",
            "tokensLimit",
            "startTime",
            "expectedCompletion",
            "lastActivity",
            "outputPath",
            "priority",
            "channel",
            "nodeId",
            "parentSession");
    assertThat(row.path("startTime").asText()).isEqualTo("2026-02-12T20:00:00Z");
    assertThat(row.path("expectedCompletion").asText()).isEqualTo("2026-02-12T21:00:00Z");
    assertThat(row.path("parentSession").isNull()).isTrue();
    assertThat(row.path("progress").isInt()).isTrue();
  }

  @Test
  void onlyCompletedRowsCarryTheCompletedTime() throws Exception {
    server.world().addAgent(AgentSpec.named("Ann").withId("a"));
    server.world().addAgent(AgentSpec.named("Bob").withId("b"));
    clock.advance(Duration.ofMinutes(3));
    server.world().complete("a");
    server.world().fail("b", "broken");

    JsonNode rows = caller.get("/api/sessions").json().path("sessions");

    assertThat(rows.path(0).path("completedTime").asText()).isEqualTo("2026-02-12T20:03:00Z");
    assertThat(rows.path(1).has("completedTime")).isFalse();
  }

  @Test
  void detailsHaveExactlyTheDocumentedFields() throws Exception {
    server.world().addAgent(AgentSpec.named("Ann").withId("a"));
    server.world().addAgent(AgentSpec.named("Kid").withId("k").withParent("a"));

    JsonNode session = caller.get("/api/sessions/a").json().path("session");

    assertThat(names(session))
        .containsExactly(
            "sessionId",
            "name",
            "status",
            "taskDescription",
            "progress",
            "tokensUsed",
            "tokensLimit",
            "fullPrompt",
            "startTime",
            "lastActivity",
            "expectedCompletion",
            "outputPath",
            "priority",
            "channel",
            "nodeId",
            "parentSession",
            "childSessions",
            "metadata");
    assertThat(session.path("childSessions").toString()).isEqualTo("[\"k\"]");
    assertThat(caller.get("/api/sessions/k").json().path("session").path("parentSession").asText())
        .isEqualTo("a");
  }

  @Test
  void metricsHaveAllFourGroups() throws Exception {
    server.world().addAgent(AgentSpec.named("Ann").withId("a").withTokens(15_420, 50_000));
    clock.advance(Duration.ofMinutes(10));

    JsonNode metrics = caller.get("/api/sessions/a/metrics").json().path("metrics");

    assertThat(names(metrics)).containsExactly("tokens", "timing", "progress", "performance");
    assertThat(metrics.path("tokens").toString())
        .isEqualTo("{\"used\":15420,\"limit\":50000,\"percentage\":30.84,\"ratePer60s\":1542.0}");
    assertThat(metrics.path("timing").toString())
        .isEqualTo(
            "{\"startTime\":\"2026-02-12T20:00:00Z\",\"duration\":600000,"
                + "\"expectedDuration\":3600000,\"estimatedCompletion\":\"2026-02-12T21:00:00Z\"}");
    assertThat(names(metrics.path("progress")))
        .containsExactly("percentage", "tasksCompleted", "tasksTotal", "currentTask");
    assertThat(names(metrics.path("performance")))
        .containsExactly("memoryUsage", "cpuTime", "ioOperations");
  }

  @Test
  void logsComeNewestFirstAndInPages() throws Exception {
    server.world().addAgent(AgentSpec.named("Ann").withId("a"));
    for (int i = 1; i <= 1_200; i++) {
      server.world().log("a", i % 4 == 0 ? "error" : "debug", "line " + i, Map.of("i", i));
    }

    JsonNode first = caller.get("/api/sessions/a/logs").json();
    JsonNode largest = caller.get("/api/sessions/a/logs?limit=1000&offset=200").json();
    JsonNode last = caller.get("/api/sessions/a/logs?limit=1000&offset=201").json();
    JsonNode beyond = caller.get("/api/sessions/a/logs?offset=5000").json();
    JsonNode errors = caller.get("/api/sessions/a/logs?level=error&limit=1").json();

    assertThat(names(first)).containsExactly("logs", "total", "hasMore");
    assertThat(first.path("logs")).hasSize(100);
    assertThat(first.path("logs").path(0).toString())
        .isEqualTo(
            "{\"timestamp\":\"2026-02-12T20:00:00Z\",\"level\":\"error\","
                + "\"message\":\"line 1200\",\"context\":{\"i\":1200}}");
    assertThat(first.path("total").asInt()).isEqualTo(1_201);
    assertThat(largest.path("logs")).hasSize(1_000);
    assertThat(largest.path("hasMore").asBoolean()).isTrue();
    assertThat(last.path("hasMore").asBoolean()).isFalse();
    assertThat(beyond.path("logs")).isEmpty();
    assertThat(beyond.path("hasMore").asBoolean()).isFalse();
    assertThat(errors.path("total").asInt()).isEqualTo(300);
  }

  @Test
  void refusesWrongQueries() throws Exception {
    server.world().addAgent(AgentSpec.named("Ann").withId("a"));

    List<String> wrong =
        List.of(
            "/api/sessions?status=working",
            "/api/sessions/a?x",
            "/api/sessions/a/metrics?limit=1",
            "/api/sessions/a/logs?limit=0",
            "/api/sessions/a/logs?limit=1001",
            "/api/sessions/a/logs?limit=-1",
            "/api/sessions/a/logs?limit=ten",
            "/api/sessions/a/logs?limit=",
            "/api/sessions/a/logs?limit=1&limit=2",
            "/api/sessions/a/logs?offset=-1",
            "/api/sessions/a/logs?offset=99999999999",
            "/api/sessions/a/logs?level=fatal",
            "/api/sessions/a/logs?level=INFO",
            "/api/sessions/a/logs?order=asc");

    for (String path : wrong) {
      Caller.Reply reply = caller.get(path);
      assertThat(reply.status()).as(path).isEqualTo(400);
      assertThat(reply.code()).as(path).isEqualTo("INVALID_REQUEST");
    }
  }

  @Test
  void errorsHaveTheDocumentedBody() throws Exception {
    Caller.Reply reply = caller.get("/api/sessions/nobody");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.raw().body())
        .isEqualTo(
            "{\"error\":{\"code\":\"SESSION_NOT_FOUND\","
                + "\"message\":\"Session with ID nobody not found\",\"details\":{},"
                + "\"timestamp\":\"2026-02-12T20:00:00Z\"}}");
    for (String path : List.of("logs", "metrics")) {
      assertThat(caller.get("/api/sessions/nobody/" + path).code()).isEqualTo("SESSION_NOT_FOUND");
    }
    assertThat(caller.post("/api/sessions/nobody/kill", "{\"reason\":\"x\"}").code())
        .isEqualTo("SESSION_NOT_FOUND");
    assertThat(caller.post("/api/sessions/nobody/respawn", "{}").code())
        .isEqualTo("SESSION_NOT_FOUND");
  }

  @Test
  void pathsAndMethodsOutsideTheContractAreRefused() throws Exception {
    server.world().addAgent(AgentSpec.named("Ann").withId("a"));

    List<String> nowhere =
        List.of(
            "/",
            "/api",
            "/api/",
            "/api/session",
            "/api/sessions/",
            "/api/sessions/a/log",
            "/api/sessions/a/logs/1",
            "/sessions");
    for (String path : nowhere) {
      Caller.Reply reply = caller.get(path);
      assertThat(reply.status()).as(path).isEqualTo(404);
      assertThat(reply.code()).as(path).isEqualTo("NOT_FOUND");
    }
    Caller.Reply get = caller.get("/api/sessions/a/kill");
    assertThat(get.status()).isEqualTo(405);
    assertThat(get.header("Allow")).isEqualTo("POST");
    Caller.Reply delete = caller.send(caller.request("/api/sessions/a").DELETE().build());
    assertThat(delete.status()).isEqualTo(405);
    assertThat(delete.code()).isEqualTo("METHOD_NOT_ALLOWED");
    assertThat(server.world().agents()).hasSize(1);
  }

  @Test
  void idsMayHoldAnything() throws Exception {
    String hostile = server.world().addHostileAgent();
    String slashes = "agent:main/../x y+z%2F\u00e9\u202e";
    server.world().addAgent(AgentSpec.named("Slash").withId(slashes));

    for (String id : List.of(hostile, slashes)) {
      Caller.Reply reply = caller.get("/api/sessions/" + Caller.encoded(id));
      assertThat(reply.status()).as(id).isEqualTo(200);
      assertThat(reply.json().path("session").path("sessionId").asText()).isEqualTo(id);
    }
    Caller.Reply kill =
        caller.post("/api/sessions/" + Caller.encoded(slashes) + "/kill", "{\"reason\":\"x\"}");
    assertThat(kill.json().path("sessionId").asText()).isEqualTo(slashes);
  }

  @Test
  void listsTenThousandSessions() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      server.world().addAgent(AgentSpec.named("Agent " + i));
    }

    JsonNode list = caller.get("/api/sessions").json();

    assertThat(list.path("sessions")).hasSize(10_000);
    assertThat(list.path("total").asInt()).isEqualTo(10_000);
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
