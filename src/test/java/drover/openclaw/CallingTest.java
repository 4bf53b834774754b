package drover.openclaw;

import static drover.openclaw.GatewayFixture.error;
import static drover.openclaw.GatewayFixture.hangUp;
import static drover.openclaw.GatewayFixture.ok;
import static drover.openclaw.GatewayFixture.silence;
import static drover.openclaw.GatewayFixture.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import drover.base.HealthCheck;
import drover.session.Capabilities;
import drover.session.CreateOrder;
import drover.session.KillOrder;
import drover.session.KillOutcome;
import drover.session.LogQuery;
import drover.session.Purpose;
import drover.session.RespawnOrder;
import drover.session.SessionApiException;
import drover.session.SessionId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallingTest {
  private static final SessionId ID = new SessionId("s-1");
  private static final KillOrder KILL = new KillOrder("Killed by Ann via Telegram", true);
  private static final RespawnOrder RESPAWN = new RespawnOrder(true, 75_000L, "high", "stalled");
  private static final CreateOrder CREATE =
      new CreateOrder("n", null, "p", null, null, null, null, null, "Ann");
  private static final String YES = "{\"success\":true,\"status\":\"terminated\"}";
  private static final String CHILD =
      "{\"success\":true,\"originalSessionId\":\"s-1\",\"newSessionId\":\"s-2\"}";
  private static final String MADE = "{\"success\":true,\"sessionId\":\"s-3\"}";

  private final GatewayFixture fixture = new GatewayFixture();
  private final OpenClawGateway gateway = fixture.gateway;

  @AfterEach
  void close() {
    fixture.close();
  }

  // What is sent.

  @Test
  void killSendsReasonAndForce() throws IOException {
    fixture.answers(YES);

    assertThat(gateway.kill(ID, KILL)).isEqualTo(new KillOutcome(false, "terminated"));

    RecordedRequest request = fixture.request();
    assertThat(request.getRequestLine()).isEqualTo("POST /api/sessions/s-1/kill HTTP/1.1");
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertSent(request, "{\"reason\":\"Killed by Ann via Telegram\",\"force\":true}");
  }

  @Test
  void respawnSendsItsOptionsAndReturnsTheNewId() throws IOException {
    fixture.answers(CHILD, CHILD);

    assertThat(gateway.respawn(ID, RESPAWN)).isEqualTo(new SessionId("s-2"));
    assertSent(
        fixture.request(),
        "{\"resetProgress\":true,\"newTokenLimit\":75000,\"priority\":\"high\","
            + "\"reason\":\"stalled\"}");

    assertThat(gateway.respawn(ID, new RespawnOrder(false, null, null, "r"))).isNotNull();
    assertSent(fixture.request(), "{\"resetProgress\":false,\"reason\":\"r\"}");
  }

  @Test
  void createSendsWhatIsKnownAndWhoAsks() throws IOException {
    fixture.answers(MADE, MADE);

    assertThat(
            gateway.create(
                new CreateOrder("n", "t", "p", "low", 5L, Duration.ofHours(1), "/o", ID, "Ann")))
        .isEqualTo(new SessionId("s-3"));
    RecordedRequest request = fixture.request();
    assertThat(request.getRequestLine()).isEqualTo("POST /api/sessions HTTP/1.1");
    assertSent(
        request,
        "{\"name\":\"n\",\"taskDescription\":\"t\",\"prompt\":\"p\",\"priority\":\"low\","
            + "\"tokensLimit\":5,\"expectedDuration\":3600000,\"outputPath\":\"/o\","
            + "\"parentSession\":\"s-1\",\"metadata\":{\"requester\":\"Ann\","
            + "\"channel\":\"telegram\"}}");

    assertThat(gateway.create(CREATE)).isNotNull();
    assertSent(
        fixture.request(),
        "{\"name\":\"n\",\"taskDescription\":\"n\",\"prompt\":\"p\","
            + "\"metadata\":{\"requester\":\"Ann\",\"channel\":\"telegram\"}}");
  }

  @Test
  void withoutAKeyNoneIsSent() {
    fixture.answers("[]");
    OpenClawGateway open =
        new OpenClawGateway(
            new OpenClawConfig(
                fixture.server.url("/api/").toString(),
                null,
                null,
                Duration.ofSeconds(5),
                0,
                true,
                1),
            fixture.clock,
            new Random(1));

    open.start();
    assertThat(open.list(Purpose.PERSON).sessions()).isEmpty();
    open.stop();

    RecordedRequest request = fixture.request();
    assertThat(request.getHeaders().get("Authorization")).isNull();
    assertThat(request.getTarget()).isEqualTo("/api/sessions");
  }

  @Test
  void itCanEverything() {
    assertThat(gateway.capabilities()).isEqualTo(Capabilities.all());
  }

  // What errors become.

  @ParameterizedTest
  @CsvSource({
    "404, SESSION_NOT_FOUND, NotFound",
    "400, SESSION_NOT_FOUND, NotFound",
    "500, session_not_found, NotFound",
    "400, INVALID_TOKEN_LIMIT, InvalidTokenLimit",
    "401, UNAUTHORIZED, Unauthorized",
    "500, UNAUTHORIZED, Unauthorized",
    "403, FORBIDDEN, Unauthorized",
    "429, RATE_LIMIT_EXCEEDED, RateLimited",
    "503, RATE_LIMIT_EXCEEDED, RateLimited",
    "429, SLOW_DOWN, RateLimited",
    "409, RESPAWN_NOT_ALLOWED, RespawnNotAllowed",
    "409, SESSION_ALREADY_TERMINATED, Refused",
    "418, TEAPOT, Refused",
    "404, ROUTE_UNKNOWN, Refused",
    "500, INTERNAL, Unavailable",
    "408, SLOW, Unavailable",
  })
  void theCodeDecidesAndElseTheStatus(int status, String code, String kind) {
    // Twice, since the library repeats a first 408 by itself.
    fixture.answers(error(status, code), error(status, code));

    assertThatThrownBy(() -> gateway.details(ID, Purpose.PERSON))
        .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind))
        .hasMessageContaining(code.toUpperCase(Locale.ROOT))
        .hasMessageContaining("why");
  }

  @ParameterizedTest
  @CsvSource({
    "401, Unauthorized",
    "403, Unauthorized",
    "404, NotFound",
    "409, Refused",
    "400, Refused",
    "429, RateLimited",
    "408, Unavailable",
    "500, Unavailable",
    "503, Unavailable",
    "504, Unavailable",
    "304, Refused",
    "302, Refused"
  })
  void withoutAReadableBodyTheStatusDecides(int status, String kind) {
    for (String body : new String[] {"", "<html>", "[]", "{\"error\":null}"}) {
      if (status == 304 && !body.isEmpty()) {
        continue;
      }
      fixture.answers(status(status, body).build());
      if (status == 408) {
        fixture.answers(status(status, body).build());
      }

      assertThatThrownBy(() -> gateway.metrics(ID, Purpose.PERSON))
          .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind));
    }
  }

  @Test
  void aRefusalKeepsCodeMessageAndDetails() {
    fixture.answers(
        status(
                422,
                "{\"error\":{\"code\":\"TOO_BIG\",\"message\":\"no\\nway\","
                    + "\"details\":{\"max\":9}}}")
            .build());

    SessionApiException.Refused refused =
        catchThrowableOfType(SessionApiException.Refused.class, () -> gateway.create(CREATE));

    assertThat(refused.code()).isEqualTo("TOO_BIG");
    assertThat(refused).hasMessage("TOO_BIG: no way {\"max\":9}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'success':false,'error':{'code':'RESPAWN_NOT_ALLOWED'}} | RespawnNotAllowed",
        "{'success':false,'code':'INVALID_TOKEN_LIMIT'}           | InvalidTokenLimit",
        "{'success':false,'error':'no'}                           | Refused",
        "{'success':'false'}                                      | Refused",
        "{'error':{'code':'SESSION_NOT_FOUND'}}                   | NotFound",
      })
  void aDenialInATwoHundredIsAFailure(String body, String kind) {
    fixture.answers(body.replace('\'', '"'));

    assertThatThrownBy(() -> gateway.respawn(ID, RESPAWN))
        .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind.strip()));
    assertThat(fixture.requests()).isEqualTo(1);
  }

  @Test
  void aListThatDeniesIsAFailure() {
    fixture.answers("{\"success\":false,\"error\":{\"code\":\"UNAUTHORIZED\"},\"sessions\":[]}");

    assertThatThrownBy(() -> gateway.list(Purpose.BACKGROUND))
        .isInstanceOf(SessionApiException.Unauthorized.class);
  }

  @Test
  void aServerWithoutThisApiSaysSo() {
    fixture.answers(status(404, "Not Found").build());

    assertThatThrownBy(() -> gateway.list(Purpose.BACKGROUND))
        .isInstanceOf(SessionApiException.Refused.class)
        .hasMessageContaining("openclaw.api-url");
    assertThat(gateway.health().check().advice()).contains("openclaw.api-url");
  }

  @Test
  void theKeyIsInNoException() {
    String echo =
        "{\"error\":{\"code\":\"ODD\",\"message\":\"bad key " + GatewayFixture.KEY + "\"}}";
    fixture.answers(
        status(400, echo).build(),
        status(401, echo).build(),
        new MockResponse.Builder().status("HTTP/1.1 " + GatewayFixture.KEY).build(),
        new MockResponse.Builder().status("NONSENSE " + GatewayFixture.KEY).build(),
        status(302, "").addHeader("Location", "http://" + GatewayFixture.KEY + "/x").build());

    for (int i = 0; i < 5; i++) {
      Throwable thrown =
          catchThrowableOfType(Exception.class, () -> gateway.details(ID, Purpose.PERSON));
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace, true));
      assertThat(trace.toString()).doesNotContain(GatewayFixture.KEY);
      assertThat(gateway.health().check().text()).doesNotContain(GatewayFixture.KEY);
    }
  }

  @Test
  void anEndlessErrorBodyDoesNoHarm() {
    fixture.answers(
        status(500, "{\"error\":{\"code\":\"X\",\"message\":\"" + "y".repeat(200_000) + "\"}}")
            .build());

    assertThatThrownBy(() -> gateway.details(ID, Purpose.PERSON))
        .isInstanceOf(SessionApiException.Unavailable.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(600));
  }

  // What is tried again.

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void theBackgroundTriesReadsAgain(int status) {
    fixture.answers(status(status, "").build(), status(status, "").build(), ok("[]"));
    if (status == 408) {
      // The library repeats a first 408 by itself.
      fixture.answers(ok("[]"));
    }

    assertThat(gateway.list(Purpose.BACKGROUND).sessions()).isEmpty();
    assertThat(fixture.waits).isNotEmpty();
  }

  @Test
  void brokenConnectionsAreTriedAgain() {
    fixture.answers(hangUp(), hangUp(), ok("[]"));

    assertThat(gateway.list(Purpose.KILL).sessions()).isEmpty();
    assertThat(fixture.requests()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 418})
  void aClearNoIsNotTriedAgain(int status) {
    fixture.answers(status(status, "").build());

    assertThatThrownBy(() -> gateway.details(ID, Purpose.BACKGROUND))
        .isInstanceOf(SessionApiException.class);
    assertThat(fixture.requests()).isEqualTo(1);
    assertThat(fixture.waits).isEmpty();
  }

  @Test
  void afterTheLastTryTheProblemIsTold() {
    fixture.answers(hangUp(), hangUp(), hangUp(), hangUp(), ok("[]"));

    assertThatThrownBy(() -> gateway.list(Purpose.BACKGROUND))
        .isInstanceOf(SessionApiException.Unavailable.class);
    assertThat(fixture.requests()).isEqualTo(4);
    assertThat(fixture.waits).hasSize(3);
    assertThat(fixture.waits.get(0)).isBetween(Duration.ofNanos(1), Duration.ofMillis(501));
  }

  @Test
  void aPersonIsToldAtOnce() {
    fixture.answers(hangUp(), ok("[]"));

    assertThatThrownBy(() -> gateway.list(Purpose.PERSON))
        .isInstanceOf(SessionApiException.Unavailable.class);
    assertThat(fixture.waits).isEmpty();
    assertThat(fixture.requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"7, PT7S", "1.5, PT1.5S", "'Thu, 12 Feb 2026 12:00:40 GMT', PT40S"})
  void retryAfterIsObeyedInFull(String header, Duration wait) {
    fixture.answers(
        status(429, "").addHeader("Retry-After", header).build(),
        status(503, "").addHeader("Retry-After", header).build(),
        ok("{\"metrics\":{}}"));

    assertThat(gateway.metrics(ID, Purpose.KILL)).isNotNull();
    assertThat(fixture.waits.get(0)).isGreaterThanOrEqualTo(wait);
    assertThat(fixture.waits).hasSize(2);
  }

  @Test
  void aDateToComeBackAtIsReadByTheServersOwnClock() {
    fixture.answers(
        status(429, "")
            .addHeader("Date", "Thu, 12 Feb 2026 18:00:00 GMT")
            .addHeader("Retry-After", "Thu, 12 Feb 2026 18:00:09 GMT")
            .build());

    SessionApiException.RateLimited limited =
        catchThrowableOfType(
            SessionApiException.RateLimited.class, () -> gateway.details(ID, Purpose.PERSON));

    assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void aLongRetryAfterIsHandedToTheCallerAndKeepsTheBackgroundQuiet() {
    fixture.answers(status(429, "").addHeader("Retry-After", "3600").build(), ok("[]"));

    assertRateLimited(() -> gateway.kill(ID, KILL), Duration.ofHours(1));
    assertRateLimited(() -> gateway.list(Purpose.BACKGROUND), Duration.ofHours(1));
    assertThat(fixture.requests()).isEqualTo(1);
    assertThat(fixture.waits).isEmpty();

    assertThat(gateway.list(Purpose.PERSON).sessions()).isEmpty();
  }

  @Test
  void killMayBeRepeated() {
    fixture.answers(hangUp(), status(500, "").build(), ok(YES));

    assertThat(gateway.kill(ID, KILL).status()).isEqualTo("terminated");
    assertThat(fixture.requests()).isEqualTo(3);
  }

  @Test
  void killOfWhatIsOverSucceeds() {
    fixture.answers(hangUp(), error(409, "SESSION_ALREADY_TERMINATED"));

    assertThat(gateway.kill(ID, KILL)).isEqualTo(new KillOutcome(true, null));
  }

  @Test
  void anEmptyAnswerToAKillIsAYes() {
    fixture.answers(status(204, "").build());

    assertThat(gateway.kill(ID, KILL)).isEqualTo(new KillOutcome(false, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hangup", "408", "500", "502", "503", "503 at once", "garbage", "no id"})
  void whatMustNotHappenTwiceIsNeverSentTwice(String fault) {
    MockResponse response =
        switch (fault) {
          case "hangup" -> hangUp();
          case "503 at once" -> status(503, "").addHeader("Retry-After", "0").build();
          case "garbage" -> ok("<html>");
          case "no id" -> ok("{\"success\":true,\"sessionId\":\"s-1\"}");
          default -> status(Integer.parseInt(fault), "").build();
        };
    fixture.answers(response, ok(CHILD), ok(CHILD));

    assertThatThrownBy(() -> gateway.respawn(ID, RESPAWN))
        .isInstanceOf(SessionApiException.OutcomeUnknown.class);
    assertThat(fixture.requests()).isEqualTo(1);
  }

  @Test
  void aTimeOutAfterSendingIsAnUnknownOutcome() {
    fixture.answers(silence(), ok(MADE));
    OpenClawGateway hasty =
        fixture.gateway(fixture.server.url("/api").toString(), Duration.ofMillis(200), 3);

    assertThatThrownBy(() -> hasty.create(CREATE))
        .isInstanceOf(SessionApiException.OutcomeUnknown.class);
    assertThat(fixture.requests()).isEqualTo(1);
    hasty.stop();
  }

  @Test
  void aTimeOutOfAReadIsTriedAgain() {
    fixture.answers(silence(), ok("[]"));
    OpenClawGateway hasty =
        fixture.gateway(fixture.server.url("/api").toString(), Duration.ofMillis(300), 3);

    assertThat(hasty.list(Purpose.BACKGROUND).sessions()).isEmpty();
    assertThat(fixture.requests()).isEqualTo(2);
    hasty.stop();
  }

  @Test
  void whatWasRefusedForTheRateIsSentAgain() {
    fixture.answers(status(429, "").addHeader("Retry-After", "3").build(), ok(MADE));

    assertThat(gateway.create(CREATE)).isEqualTo(new SessionId("s-3"));
    assertThat(fixture.waits.get(0)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void whatNeverLeftIsTriedAgainAndThenUnavailable() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    OpenClawGateway lost =
        fixture.gateway("http://127.0.0.1:" + port + "/api", Duration.ofSeconds(5), 2);

    assertThatThrownBy(() -> lost.create(CREATE))
        .isInstanceOf(SessionApiException.Unavailable.class)
        .hasMessageContaining("cannot connect");
    assertThat(fixture.waits).hasSize(2);
    lost.stop();
  }

  @Test
  void ordersUseNoOldConnection() {
    fixture.answers(ok("{\"metrics\":{}}"), ok(MADE), ok(CHILD), ok("{\"metrics\":{}}"));

    assertThat(gateway.metrics(ID, Purpose.PERSON)).isNotNull();
    assertThat(gateway.create(CREATE)).isNotNull();
    assertThat(gateway.respawn(ID, RESPAWN)).isNotNull();
    assertThat(gateway.metrics(ID, Purpose.PERSON)).isNotNull();

    assertThat(IntStream.range(0, 4).map(i -> fixture.request().getExchangeIndex()).boxed())
        .containsExactly(0, 0, 0, 1);
  }

  @Test
  void anInterruptEndsTheTries() {
    fixture.answers(hangUp(), ok("[]"));

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> gateway.logs(ID, new LogQuery(null, 1, 0), Purpose.BACKGROUND))
        .isInstanceOf(SessionApiException.Unavailable.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void afterTheStopNothingIsCalled() {
    gateway.stop();

    assertThatThrownBy(() -> gateway.kill(ID, KILL))
        .isInstanceOf(SessionApiException.Unavailable.class);
    assertThat(fixture.requests()).isZero();
  }

  // Redirects.

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void theKeyIsNeverCarriedToAnotherHost(int status) throws IOException {
    try (MockWebServer other = new MockWebServer()) {
      other.start(InetAddress.getLoopbackAddress(), 0);
      fixture.answers(
          status(status, "").addHeader("Location", other.url("/x")).build(),
          status(status, "").addHeader("Location", other.url("/x")).build());

      assertThatThrownBy(() -> gateway.list(Purpose.BACKGROUND))
          .isInstanceOf(SessionApiException.Refused.class)
          .hasMessageContaining("redirects to http://");
      assertThatThrownBy(() -> gateway.create(CREATE))
          .isInstanceOf(SessionApiException.Refused.class);
      assertThat(other.getRequestCount()).isZero();
      assertThat(fixture.requests()).isEqualTo(2);
    }
  }

  @Test
  void aReadFollowsARedirectAtHomeButNotForEver() {
    MockResponse home = status(302, "").addHeader("Location", "/api/v2/sessions").build();
    fixture.answers(home, ok("[]"), home, home, home, home, home);

    assertThat(gateway.list(Purpose.PERSON).sessions()).isEmpty();
    assertThat(fixture.request().getTarget()).isEqualTo("/api/sessions");
    assertThat(fixture.request().getTarget()).isEqualTo("/api/v2/sessions");
    assertThatThrownBy(() -> gateway.details(ID, Purpose.PERSON))
        .isInstanceOf(SessionApiException.Refused.class);
    assertThat(fixture.requests()).isEqualTo(6);
  }

  // Limits.

  @Test
  void ownLimitsHoldBackPeopleAtOnceAndTheBackgroundForAWhile() {
    IntStream.range(0, 12).forEach(i -> fixture.answers(MADE));
    IntStream.range(0, 10).forEach(i -> assertThat(gateway.create(CREATE)).isNotNull());
    assertThatThrownBy(() -> gateway.create(CREATE))
        .isInstanceOf(SessionApiException.RateLimited.class);
    assertThat(fixture.requests()).isEqualTo(10);
    assertThat(fixture.waits).isEmpty();

    IntStream.range(0, 80).forEach(i -> fixture.answers("{\"metrics\":{}}"));
    fixture.clock.advance(Duration.ofMinutes(2));
    IntStream.range(0, 62)
        .forEach(i -> assertThat(gateway.metrics(ID, Purpose.BACKGROUND)).isNotNull());
    assertThat(fixture.waits).containsExactly(RequestBudget.WINDOW);
  }

  @Test
  void aKillDoesNotWaitBehindTheBackgroundsBackOff() throws Exception {
    fixture.answers(hangUp(), ok("[]"), ok("[]"));
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    OpenClawGateway slow =
        new OpenClawGateway(
            new OpenClawConfig(
                fixture.server.url("/api").toString(),
                null,
                null,
                Duration.ofSeconds(5),
                3,
                true,
                1),
            fixture.clock,
            new Random(1),
            time -> {
              waiting.countDown();
              return goOn.await(20, TimeUnit.SECONDS);
            });
    AtomicInteger found = new AtomicInteger(-1);
    Thread background =
        new Thread(() -> found.set(slow.list(Purpose.BACKGROUND).sessions().size()));
    background.start();
    assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(slow.list(Purpose.KILL).sessions()).isEmpty();

    assertThat(background.isAlive()).isTrue();
    goOn.countDown();
    background.join(10_000);
    assertThat(found).hasValue(0);
    slow.stop();
  }

  // Health.

  @Test
  void healthTellsOutagesAndNotRefusals() {
    assertThat(gateway.health().name()).isEqualTo("API");
    assertThat(gateway.health().check().text()).isEqualTo("no answer yet");

    fixture.answers(error(409, "RESPAWN_NOT_ALLOWED"));
    assertThatThrownBy(() -> gateway.respawn(ID, RESPAWN)).isNotNull();
    assertThat(gateway.health().check().state()).isEqualTo(HealthCheck.State.OK);

    fixture.clock.advance(Duration.ofMinutes(3));
    fixture.answers(status(500, "").build(), status(500, "").build(), status(500, "").build());
    assertThatThrownBy(() -> gateway.details(ID, Purpose.PERSON)).isNotNull();
    assertThat(gateway.health().check().state()).isEqualTo(HealthCheck.State.DEGRADED);
    assertThat(gateway.health().check().text()).isEqualTo("HTTP 500; last answer 3 min ago");
    assertThatThrownBy(() -> gateway.details(ID, Purpose.PERSON)).isNotNull();
    assertThatThrownBy(() -> gateway.details(ID, Purpose.PERSON)).isNotNull();
    assertThat(gateway.health().check().state()).isEqualTo(HealthCheck.State.DOWN);

    fixture.answers(status(401, "").build(), ok("{\"metrics\":{}}"));
    assertThatThrownBy(() -> gateway.details(ID, Purpose.PERSON)).isNotNull();
    assertThat(gateway.health().check().advice()).contains("openclaw.api-key");
    assertThat(gateway.metrics(ID, Purpose.PERSON)).isNotNull();
    assertThat(gateway.health().check().state()).isEqualTo(HealthCheck.State.OK);
  }

  private static void assertSent(RecordedRequest request, String json) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readTree(request.getBody().utf8())).isEqualTo(mapper.readTree(json));
  }

  private static void assertRateLimited(Runnable call, Duration wait) {
    assertThat(catchThrowableOfType(SessionApiException.RateLimited.class, call::run).retryAfter())
        .isEqualTo(wait);
  }
}
