package drover.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.base.Secret;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessTest {
  private static final String CREATE =
      "{\"name\":\"N\",\"taskDescription\":\"T\",\"prompt\":\"P\"}";

  private final TestClock clock = new TestClock();
  private final SimulatedServer server =
      new SimulatedServer(
          SimulatorConfig.quiet().withApiKey(new Secret("key-1")).withStreamAlias(false), clock);
  private final Caller caller = new Caller(server, "key-1");

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
  void everyCallNeedsTheKey() throws Exception {
    for (String wrong : Arrays.asList(null, "key-2", "KEY-1", "key-1x")) {
      Caller stranger = new Caller(server, wrong);
      Caller.Reply get = stranger.get("/api/sessions");
      Caller.Reply post = stranger.post("/api/sessions/a/kill", "{\"reason\":\"x\"}");
      assertThat(get.status()).as("%s", wrong).isEqualTo(401);
      assertThat(get.code()).as("%s", wrong).isEqualTo("UNAUTHORIZED");
      assertThat(post.code()).as("%s", wrong).isEqualTo("UNAUTHORIZED");
    }
    assertThat(caller.get("/api/sessions").status()).isEqualTo(200);
  }

  @Test
  void otherSchemesThanBearerAreRefused() throws Exception {
    Caller stranger = new Caller(server, null);

    Caller.Reply reply =
        stranger.send(
            stranger.request("/api/sessions").header("Authorization", "Basic key-1").build());

    assertThat(reply.status()).isEqualTo(401);
  }

  @Test
  void theHandshakeNeedsTheKeyToo() {
    try (StreamReader stream = caller.stream()) {
      assertThat(stream.isOver()).isFalse();
    }
    assertThatThrownBy(() -> new Caller(server, "wrong").stream())
        .isInstanceOfSatisfying(
            StreamReader.Refused.class, e -> assertThat(e.status()).isEqualTo(401));
  }

  @Test
  void theAliasOfTheStreamCanBeSwitchedOff() {
    assertThatThrownBy(() -> caller.stream("/ws"))
        .isInstanceOfSatisfying(
            StreamReader.Refused.class, e -> assertThat(e.status()).isEqualTo(404));
  }

  @Test
  void oneHundredRequestsAMinuteAndNotOneMore() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(caller.get("/api/sessions").status()).isEqualTo(200);
      clock.advance(Duration.ofMillis(100));
    }

    Caller.Reply refused = caller.get("/api/sessions");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("RATE_LIMIT_EXCEEDED");
    assertThat(refused.header("Retry-After")).isEqualTo("50");
    clock.advance(Duration.ofMillis(49_999));
    assertThat(caller.get("/api/sessions").status()).isEqualTo(429);
    clock.advance(Duration.ofMillis(1));
    assertThat(caller.get("/api/sessions").status()).isEqualTo(200);
    assertThat(caller.get("/api/sessions").status()).isEqualTo(429);
    assertThat(server.counters().limited()).isEqualTo(3);
  }

  @Test
  void strangersDoNotUseUpTheLimit() throws Exception {
    for (int i = 0; i < 120; i++) {
      assertThat(new Caller(server, "wrong").get("/api/sessions").status()).isEqualTo(401);
    }

    assertThat(caller.get("/api/sessions").status()).isEqualTo(200);
  }

  @Test
  void tenCreatesAMinute() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(caller.post("/api/sessions", CREATE).status()).isEqualTo(200);
    }

    Caller.Reply refused = caller.post("/api/sessions", CREATE);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("60");
    assertThat(caller.get("/api/sessions").status()).isEqualTo(200);
    assertThat(server.counters().creates()).isEqualTo(10);
    clock.advance(Duration.ofMinutes(1));
    assertThat(caller.post("/api/sessions", CREATE).status()).isEqualTo(200);
  }

  @Test
  void fiftyKillsAndRespawnsTogetherAMinute() throws Exception {
    server.world().fail("a", "broken");
    for (int i = 0; i < 25; i++) {
      assertThat(caller.post("/api/sessions/a/respawn", "{}").status()).isEqualTo(200);
      assertThat(caller.post("/api/sessions/a/kill", "{\"reason\":\"x\"}").status()).isEqualTo(409);
    }

    assertThat(caller.post("/api/sessions/a/respawn", "{}").status()).isEqualTo(429);
    assertThat(caller.post("/api/sessions/a/kill", "{\"reason\":\"x\"}").status()).isEqualTo(429);
    assertThat(caller.get("/api/sessions").status()).isEqualTo(200);
  }

  @Test
  void handshakesAreNotLimited() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(caller.get("/api/sessions").status()).isEqualTo(200);
    }

    try (StreamReader stream = caller.stream()) {
      assertThat(stream.isOver()).isFalse();
    }
  }

  @Test
  void requestsAreCountedWithTheirTimes() throws Exception {
    assertThat(caller.get("/api/sessions").status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(5));
    assertThat(caller.get("/api/sessions").status()).isEqualTo(200);
    assertThat(caller.get("/api/sessions/a").status()).isEqualTo(200);
    assertThat(caller.get("/api/other").status()).isEqualTo(404);

    Counters counters = server.counters();
    assertThat(counters.times(ApiCall.LIST))
        .containsExactly(TestClock.START, TestClock.START.plusSeconds(5));
    assertThat(counters.requests(ApiCall.DETAILS)).isEqualTo(1);
    assertThat(counters.requests(ApiCall.UNKNOWN)).isEqualTo(1);
    assertThat(counters.requests()).isEqualTo(4);
  }
}
