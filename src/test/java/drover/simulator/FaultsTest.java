package drover.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final String KILL = "{\"reason\":\"x\"}";

  private final TestClock clock = new TestClock();
  private final SimulatedServer server =
      new SimulatedServer(SimulatorConfig.quiet().withLimits(RateLimits.NONE), clock);
  private final FaultDial faults = server.faults();
  private final Caller caller = new Caller(server, null);

  @BeforeEach
  void start() {
    server.start();
    server.world().addAgent(AgentSpec.named("Ann").withId("a"));
    server.world().addAgent(AgentSpec.named("Bob").withId("b"));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void answersErrors() throws Exception {
    faults.set(Fault.ERROR, 1);

    Caller.Reply reply = caller.post("/api/sessions/a/kill", KILL);

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.code()).isEqualTo("INTERNAL_ERROR");
    assertThat(server.counters().kills()).isZero();
  }

  @Test
  void answersTooManyRequestsOutOfTheBlue() throws Exception {
    faults.set(Fault.RATE_LIMITED, 1);

    Caller.Reply reply = caller.get("/api/sessions");

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void answersGarbageAndHtml() throws Exception {
    faults.set(Fault.GARBAGE, 1);
    Caller.Reply garbage = caller.get("/api/sessions");
    faults.clear();
    faults.set(Fault.HTML, 1);
    Caller.Reply html = caller.get("/api/sessions");

    assertThat(garbage.status()).isEqualTo(200);
    assertThatThrownBy(garbage::json).isInstanceOf(AssertionError.class);
    assertThat(html.status()).isEqualTo(502);
    assertThat(html.header("Content-Type")).startsWith("text/html");
    assertThat(html.raw().body()).startsWith("<html>");
  }

  @Test
  void redirectsElsewhere() throws Exception {
    faults.next(ApiCall.LIST, 1, Misbehavior.redirect("http://127.0.0.1:1/steal"));
    Caller.Reply named = caller.get("/api/sessions");
    faults.set(Fault.REDIRECT, 1);
    Caller.Reply unnamed = caller.get("/api/sessions/a");

    assertThat(named.status()).isEqualTo(307);
    assertThat(named.header("Location")).isEqualTo("http://127.0.0.1:1/steal");
    assertThat(unnamed.header("Location")).isEqualTo("http://elsewhere.invalid/api/sessions/a");
  }

  @Test
  void cutsConnectionsBeforeTheWork() {
    faults.set(Fault.CUT, 1);

    assertThatThrownBy(() -> caller.post("/api/sessions/a/kill", KILL))
        .isInstanceOf(IOException.class);
    assertThat(server.counters().kills()).isZero();
    assertThat(server.counters().requests(ApiCall.KILL)).isPositive();
  }

  @Test
  void cutsConnectionsAfterTheWork() {
    faults.next(ApiCall.KILL, 1, Misbehavior.cutAfterWork());

    assertThatThrownBy(() -> caller.post("/api/sessions/a/kill", KILL))
        .isInstanceOf(IOException.class);
    assertThat(server.counters().kills()).isEqualTo(1);
    assertThat(status("a")).isEqualTo(AgentStatus.TERMINATED);
  }

  @Test
  void hidesRowsAsIfTheyWereNot() throws Exception {
    faults.set(Fault.HIDDEN_ROWS, 1);

    JsonNode list = caller.get("/api/sessions").json();

    assertThat(list.path("total").intValue()).isEqualTo(1);
    assertThat(list.path("sessions")).hasSize(1);
    assertThat(caller.get("/api/sessions/a").status()).isEqualTo(200);
  }

  @Test
  void showsAStaleListWhileTheRestGoesOn() throws Exception {
    faults.on(Fault.STALE_LIST);
    JsonNode before = caller.get("/api/sessions").json().path("sessions");

    server.world().complete("a");
    server.world().addAgent(AgentSpec.named("Cid").withId("c"));
    JsonNode stale = caller.get("/api/sessions").json().path("sessions");
    faults.off(Fault.STALE_LIST);

    assertThat(stale).isEqualTo(before);
    assertThat(caller.get("/api/sessions/a").json().path("session").path("status").textValue())
        .isEqualTo("completed");
    assertThat(caller.get("/api/sessions").json().path("sessions")).hasSize(3);
  }

  @Test
  void cutsAnswersInTheMiddle() {
    faults.next(ApiCall.KILL, 1, Misbehavior.cutInBody());

    assertThatThrownBy(() -> caller.post("/api/sessions/a/kill", KILL))
        .isInstanceOf(IOException.class);
    assertThat(status("a")).isEqualTo(AgentStatus.TERMINATED);
  }

  @Test
  void scriptedFaultsComeInOrderAndThenNoMore() throws Exception {
    faults.next(ApiCall.KILL, 2, Misbehavior.status(503));
    faults.next(ApiCall.KILL, 1, Misbehavior.statusAfterWork(500));
    faults.next(ApiCall.KILL, 1, Misbehavior.rateLimited(Duration.ofSeconds(7)));

    assertThat(caller.get("/api/sessions").status()).isEqualTo(200);
    assertThat(caller.post("/api/sessions/a/kill", KILL).status()).isEqualTo(503);
    assertThat(caller.post("/api/sessions/a/kill", KILL).status()).isEqualTo(503);
    assertThat(status("a")).isEqualTo(AgentStatus.WORKING);
    assertThat(caller.post("/api/sessions/a/kill", KILL).status()).isEqualTo(500);
    assertThat(status("a")).isEqualTo(AgentStatus.TERMINATED);
    Caller.Reply limited = caller.post("/api/sessions/b/kill", KILL);
    assertThat(limited.header("Retry-After")).isEqualTo("7");
    assertThat(faults.scripted(ApiCall.KILL)).isZero();
    assertThat(caller.post("/api/sessions/b/kill", KILL).status()).isEqualTo(200);
  }

  @Test
  void hangsUntilReleasedOrStopped() {
    faults.next(ApiCall.KILL, 1, Misbehavior.hang());
    CompletableFuture<HttpResponse<String>> hanging =
        caller.postLater("/api/sessions/a/kill", KILL);
    await().until(() -> server.counters().requests(ApiCall.KILL) == 1);
    faults.next(ApiCall.KILL, 1, Misbehavior.hangAfterWork());
    CompletableFuture<HttpResponse<String>> done = caller.postLater("/api/sessions/b/kill", KILL);
    await().until(() -> status("b") == AgentStatus.TERMINATED);

    assertThat(hanging.isDone()).isFalse();
    assertThat(done.isDone()).isFalse();
    assertThat(status("a")).isEqualTo(AgentStatus.WORKING);
    await()
        .untilAsserted(
            () -> {
              server.releaseHanging();
              assertThat(hanging.isCompletedExceptionally()).isTrue();
              assertThat(done.isCompletedExceptionally()).isTrue();
            });
  }

  @Test
  void answersSlowly() throws Exception {
    faults.set(Fault.LATENCY_MIN, Duration.ofMillis(80));
    faults.set(Fault.LATENCY_MAX, Duration.ofMillis(120));
    long before = System.nanoTime();

    Caller.Reply reply = caller.get("/api/sessions");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(79));
  }

  @Test
  void aCallerThatGivesUpHarmsNobody() throws Exception {
    faults.next(ApiCall.CREATE, 1, Misbehavior.slow(Duration.ofSeconds(60)));

    CompletableFuture<HttpResponse<String>> impatient = caller.postLater("/api/sessions", "{}");
    await().until(() -> faults.scripted(ApiCall.CREATE) == 0);
    impatient.cancel(true);

    assertThat(caller.get("/api/sessions").status()).isEqualTo(200);
  }

  @Test
  void sharesAreShares() throws Exception {
    faults.set(Fault.ERROR, 0.3);
    int errors = 0;
    for (int i = 0; i < 400; i++) {
      errors += caller.get("/api/sessions").status() == 500 ? 1 : 0;
    }

    assertThat(errors).isBetween(70, 170);
  }

  @Test
  void theClockRunsWrongEverywhereOnTheWire() throws Exception {
    faults.set(Fault.CLOCK_SKEW, Duration.ofMinutes(-20));

    Caller.Reply list = caller.get("/api/sessions");

    assertThat(list.header("Date")).isEqualTo("Thu, 12 Feb 2026 19:40:00 GMT");
    assertThat(list.json().path("timestamp").asText()).isEqualTo("2026-02-12T19:40:00Z");
    JsonNode row = list.json().path("sessions").path(0);
    assertThat(row.path("lastActivity").asText()).isEqualTo("2026-02-12T19:40:00Z");
    assertThat(caller.get("/api/sessions/x").json().path("error").path("timestamp").asText())
        .isEqualTo("2026-02-12T19:40:00Z");
    assertThat(server.world().agents().get(0).startTime()).isEqualTo(TestClock.START);
  }

  @Test
  void listsCanBeBareOrShort() throws Exception {
    faults.set(Fault.DROPPED_ROWS, 1);
    JsonNode shortened = caller.get("/api/sessions").json();
    faults.clear();
    faults.on(Fault.BARE_LIST);
    JsonNode bare = caller.get("/api/sessions").json();

    assertThat(shortened.path("sessions")).hasSize(1);
    assertThat(shortened.path("total").asInt()).isEqualTo(2);
    assertThat(bare.isArray()).isTrue();
    assertThat(bare).hasSize(2);
  }

  @Test
  void sessionsCanBeDisguised() throws Exception {
    faults.on(Fault.ALIASES);
    server.world().fail("b", "broken");

    JsonNode rows = caller.get("/api/sessions").json().path("sessions");

    JsonNode ann = rows.path(0);
    assertThat(ann.path("id").asText()).isEqualTo("a");
    assertThat(ann.path("taskName").asText()).isEqualTo("Ann");
    assertThat(ann.path("task").asText()).isEqualTo("Task of Ann");
    assertThat(ann.path("status").asText()).isEqualTo("crunching");
    assertThat(ann.path("tokensUsed").isTextual()).isTrue();
    assertThat(ann.path("createdAt").asText()).isEqualTo("2026-02-12T20:00:00Z");
    assertThat(ann.has("sessionId")).isFalse();
    assertThat(ann.has("colour")).isTrue();
    assertThat(rows.path(1).path("status").asText()).isEqualTo("error");
    JsonNode details = caller.get("/api/sessions/a").json().path("session");
    assertThat(details.path("metadata").isObject()).isTrue();
    assertThat(details.path("id").asText()).isEqualTo("a");
    JsonNode metrics = caller.get("/api/sessions/a/metrics").json().path("metrics");
    assertThat(metrics.path("tokens").path("used").asText()).isEqualTo("10000");
    assertThat(metrics.path("timing").path("duration").isNull()).isTrue();
  }

  @Test
  void goesDownAndComesUpOnTheSamePort() throws Exception {
    int port = server.port();
    StreamReader stream = caller.stream();
    await().until(() -> server.streams() == 1);

    server.down();
    server.down();

    await().until(stream::isOver);
    assertThat(server.isUp()).isFalse();
    assertThatThrownBy(() -> caller.get("/api/sessions")).isInstanceOf(ConnectException.class);
    server.world().progress("a", 44);
    server.up();
    server.up();
    assertThat(server.port()).isEqualTo(port);
    assertThat(server.isUp()).isTrue();
    JsonNode rows = caller.get("/api/sessions").json().path("sessions");
    assertThat(rows.path(0).path("progress").asInt()).isEqualTo(44);
    try (StreamReader second = caller.stream()) {
      await().until(() -> server.streams() == 1);
      second.ping();
      await().until(() -> second.pongs() == 1);
    }
  }

  @Test
  void comesUpByItselfAfterATime() throws Exception {
    server.downFor(Duration.ofMinutes(1));
    assertThatThrownBy(() -> caller.get("/api/sessions")).isInstanceOf(IOException.class);

    clock.advance(Duration.ofMinutes(1));

    await().until(server::isUp);
    assertThat(caller.get("/api/sessions").status()).isEqualTo(200);
  }

  @Test
  void stopsWhileHangingAndWhileDown() {
    faults.next(ApiCall.KILL, 1, Misbehavior.hang());
    CompletableFuture<HttpResponse<String>> hanging =
        caller.postLater("/api/sessions/a/kill", KILL);
    await().until(() -> server.counters().requests(ApiCall.KILL) == 1);
    server.down();

    server.stop();

    await().until(hanging::isDone);
  }

  @Test
  void knobsRefuseWhatTheyDoNotKnow() {
    assertThatThrownBy(() -> faults.set(Fault.ERROR, 1.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> faults.set(Fault.ERROR, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> faults.set(Fault.STREAM_REFUSED, 200))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> faults.setAll(Map.of(Fault.ERROR, 0.5, Fault.ALIASES, 3.0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(faults.all()).hasSize(Fault.values().length).containsEntry(Fault.ERROR, 0.0);
  }

  private AgentStatus status(String id) {
    return server.world().find(id).orElseThrow().status();
  }
}
