package drover.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamTest {
  private static final String HANDSHAKE =
      String.join(
          "\r\n",
          "GET /api/sessions/ws HTTP/1.1",
          "Host: x",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "",
          "");

  private final TestClock clock = new TestClock();
  private final SimulatedServer server =
      new SimulatedServer(SimulatorConfig.quiet().withLimits(RateLimits.NONE), clock);
  private final Caller caller = new Caller(server, null);
  private StreamReader stream;

  @BeforeEach
  void start() {
    server.start();
    server.world().addAgent(AgentSpec.named("Ann").withId("a"));
    stream = open();
  }

  @AfterEach
  void stop() {
    stream.close();
    server.stop();
  }

  @Test
  void tellsProgressAsAnUpdate() {
    clock.advance(Duration.ofSeconds(30));
    server.world().progress("a", 70);

    frames(1);
    assertThat(stream.frames())
        .containsExactly(
            "{\"type\":\"session_update\",\"data\":{\"sessionId\":\"a\",\"status\":\"working\","
                + "\"progress\":70,\"tokensUsed\":10000,"
                + "\"lastActivity\":\"2026-02-12T20:00:30Z\"}}");
  }

  @Test
  void tellsCompletion() {
    server.world().complete("a");

    frames(1);
    assertThat(stream.frames())
        .containsExactly(
            "{\"type\":\"session_complete\",\"data\":{\"sessionId\":\"a\","
                + "\"status\":\"completed\",\"completedTime\":\"2026-02-12T20:00:00Z\","
                + "\"finalProgress\":100,\"totalTokensUsed\":10000}}");
  }

  @Test
  void tellsFailureInFullWords() {
    server.world().fail("a", "Token limit exceeded");

    frames(1);
    assertThat(stream.frames())
        .containsExactly(
            "{\"type\":\"session_failed\",\"data\":{\"sessionId\":\"a\",\"status\":\"failed\","
                + "\"error\":\"Token limit exceeded\","
                + "\"failedTime\":\"2026-02-12T20:00:00Z\"}}");
  }

  @Test
  void tellsAStallWithItsLengthAndTheRecovery() {
    clock.advance(Duration.ofMinutes(10));
    server.world().stall("a");
    server.world().recover("a");

    frames(2);
    assertThat(stream.frames().get(0))
        .isEqualTo(
            "{\"type\":\"session_stalled\",\"data\":{\"sessionId\":\"a\",\"status\":\"stalled\","
                + "\"lastActivity\":\"2026-02-12T20:00:00Z\",\"stalledDuration\":600000}}");
    assertThat(stream.events().get(1).path("data").path("status").asText()).isEqualTo("working");
  }

  @Test
  void tellsAKillOfParentAndChildAsUpdates() throws Exception {
    server.world().addAgent(AgentSpec.named("Kid").withId("k").withParent("a"));
    Caller.Reply reply = caller.post("/api/sessions/a/kill", "{\"reason\":\"x\"}");

    assertThat(reply.status()).isEqualTo(200);
    frames(2);
    assertThat(stream.events())
        .allSatisfy(
            event ->
                assertThat(event.path("data").path("status").asText()).isEqualTo("terminated"));
  }

  @Test
  void tellsEveryClientAndTakesTheAlias() {
    try (StreamReader other = caller.stream("/ws")) {
      await().until(() -> server.streams() == 2);
      server.world().progress("a", 30);

      await().until(() -> other.frames().size() == 1 && stream.frames().size() == 1);
      assertThat(server.counters().events()).isEqualTo(2);
    }
  }

  @Test
  void answersPings() {
    stream.ping();

    await().until(() -> stream.pongs() == 1);
  }

  @Test
  void aCutStreamEndsAndANewOneIsWelcome() {
    server.cutStream();

    await().until(stream::isOver);
    StreamReader second = open();
    server.world().progress("a", 40);
    await().until(() -> second.frames().size() == 1);
    second.close();
  }

  @Test
  void aHalfOpenStreamTakesEverythingAndSaysNothingNotEvenPong() {
    server.faults().on(Fault.STREAM_HALF_OPEN);
    stream.ping();
    server.world().progress("a", 40);
    StreamReader second = open();
    second.ping();

    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(2))
        .until(
            () ->
                stream.frames().isEmpty()
                    && stream.pongs() == 0
                    && second.pongs() == 0
                    && !second.isOver());
    server.faults().off(Fault.STREAM_HALF_OPEN);
    second.ping();
    await().until(() -> second.pongs() == 1);
    second.close();
  }

  @Test
  void handshakesCanBeRefused() {
    for (int status : new int[] {401, 404, 503}) {
      server.faults().set(Fault.STREAM_REFUSED, status);
      assertThatThrownBy(caller::stream)
          .isInstanceOfSatisfying(
              StreamReader.Refused.class, e -> assertThat(e.status()).isEqualTo(status));
    }
    server.faults().clear();
    server.faults().next(ApiCall.STREAM, 20, Misbehavior.cut());
    assertThatThrownBy(caller::stream).isInstanceOf(StreamReader.Refused.class);
    server.faults().clear();
    open().close();
  }

  @Test
  void eventsGetLost() {
    server.faults().set(Fault.EVENT_LOST, 1);
    server.world().progress("a", 40);
    server.faults().clear();
    server.world().progress("a", 50);

    frames(1);
    assertThat(progresses()).containsExactly(50);
  }

  @Test
  void eventsComeTwice() {
    server.faults().set(Fault.EVENT_DUPLICATED, 1);
    server.world().progress("a", 40);

    frames(2);
    assertThat(progresses()).containsExactly(40, 40);
  }

  @Test
  void eventsChangePlaces() {
    server.faults().set(Fault.EVENT_REORDERED, 1);
    server.world().progress("a", 40);
    server.world().progress("a", 50);

    frames(2);
    assertThat(progresses()).containsExactly(50, 40);
  }

  @Test
  void aHeldBackEventComesAtLastByItself() {
    server.faults().set(Fault.EVENT_REORDERED, 1);
    server.world().progress("a", 40);
    clock.advance(Duration.ofSeconds(1));

    frames(1);
    assertThat(progresses()).containsExactly(40);
  }

  @Test
  void eventsComeLate() {
    server.faults().set(Fault.EVENT_DELAYED, 1);
    server.faults().set(Fault.EVENT_DELAY, Duration.ofSeconds(20));
    server.world().progress("a", 40);
    server.faults().clear();
    server.world().progress("a", 50);
    frames(1);
    clock.advance(Duration.ofSeconds(20));

    frames(2);
    assertThat(progresses()).containsExactly(50, 40);
  }

  @Test
  void malformedAndUnknownFramesAreSent() {
    server.faults().set(Fault.EVENT_MALFORMED, 1);
    server.world().progress("a", 40);
    server.faults().clear();
    server.faults().set(Fault.EVENT_UNKNOWN, 1);
    server.world().progress("a", 50);
    server.sendRaw("hello");

    frames(4);
    assertThat(stream.frames().get(0))
        .startsWith("{\"type\":\"session_update\"")
        .doesNotEndWith("}");
    assertThat(stream.frames().get(2)).contains("session_daydream");
    assertThat(stream.frames().get(3)).isEqualTo("hello");
  }

  @Test
  void aFloodArrivesInFullAndChangesNothing() {
    server.flood(50_000);

    await().atMost(Duration.ofSeconds(20)).until(() -> stream.count() == 50_000);
    assertThat(stream.frames().get(49_999)).contains("\"tokensUsed\":59999");
    assertThat(server.world().find("a").orElseThrow().tokensUsed()).isEqualTo(10_000);
  }

  @Test
  void aReaderThatDoesNotReadIsCutAndTheOthersGoOn() throws Exception {
    String large = "{\"type\":\"x\",\"data\":\"" + "x".repeat(200_000) + "\"}";
    try (Socket deaf = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      deaf.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.US_ASCII));
      await().until(() -> server.streams() == 2);
      int sent = 0;
      while (server.streams() == 2 && sent < 500) {
        server.sendRaw(large);
        sent++;
        int expected = sent;
        await().pollInterval(Duration.ofMillis(2)).until(() -> stream.count() == expected);
      }

      assertThat(server.streams()).isEqualTo(1);
      assertThat(server.counters().slowClientsCut()).isEqualTo(1);
      server.sendRaw("still here");
      int all = sent + 1;
      await().until(() -> stream.count() == all);
    }
  }

  private StreamReader open() {
    int before = server.streams();
    StreamReader opened = caller.stream();
    await().until(() -> server.streams() == before + 1);
    return opened;
  }

  private void frames(int count) {
    await().until(() -> stream.count() >= count);
    assertThat(stream.frames()).hasSize(count);
  }

  private List<Integer> progresses() {
    return stream.events().stream()
        .map(event -> event.path("data").path("progress").asInt())
        .toList();
  }
}
