package drover.telegram;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import drover.base.HealthCheck.State;
import drover.base.Secret;
import drover.chat.Inbox;
import drover.chat.Incoming;
import drover.testing.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TelegramPollerTest {
  private static final String TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";
  private static final RandomGenerator LONGEST = () -> -1L;
  private static final String ME =
      "{\"id\":5,\"is_bot\":true,\"first_name\":\"D\",\"username\":\"drover_bot\"}";

  private final MockWebServer server = new MockWebServer();
  private final MemoryInbox inbox = new MemoryInbox();
  private final AtomicInteger wakes = new AtomicInteger();
  private final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private BotAccount account = new BotAccount(config(1));
  private TelegramPoller poller = poller(1);

  @BeforeEach
  void listen() throws IOException {
    server.start();
    account = new BotAccount(config(server.getPort()));
    poller = poller(server.getPort());
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void storesUpdatesBeforeItMovesTheOffset() throws InterruptedException {
    ok(ME);
    ok("[" + message(10) + "," + message(11) + "]");
    ok("[]");
    ok("[]");

    assertThat(poller.poll()).isZero();
    assertThat(poller.poll()).isZero();
    assertThat(poller.poll()).isZero();

    assertThat(inbox.ids).containsExactly(10L, 11L);
    assertThat(wakes).hasValue(1);
    assertThat(body()).containsIgnoringCase("getme");
    assertThat(body()).doesNotContain("\"offset\":").contains("my_chat_member");
    assertThat(body()).contains("\"offset\":12");
    assertThat(body()).doesNotContain("\"offset\":12");
    assertThat(poller.healthCheck().check().state()).isEqualTo(State.OK);
  }

  @Test
  void leavesUpdatesAtTelegramThatCannotBeStored() throws InterruptedException {
    ok(ME);
    ok("[" + message(10) + "]");
    ok("[" + message(10) + "]");
    ok("[]");
    inbox.broken = true;

    assertThat(poller.poll()).isPositive();
    assertThat(poller.healthCheck().check().state()).isEqualTo(State.DOWN);
    inbox.broken = false;
    assertThat(poller.poll()).isZero();
    assertThat(poller.poll()).isZero();

    assertThat(inbox.ids).containsExactly(10L);
    assertThat(body()).isNotEmpty();
    assertThat(body()).doesNotContain("\"offset\":");
    assertThat(body()).doesNotContain("\"offset\":");
    assertThat(body()).contains("\"offset\":11");
  }

  @Test
  void confirmsWhatWasTakenBeforeTheFirstThatIsLeft() throws InterruptedException {
    ok(ME);
    ok("[" + message(10) + "," + message(11) + "," + message(12) + "]");
    ok("[" + message(11) + "," + message(12) + "]");
    ok("[]");
    inbox.left = Set.of(11L);

    assertThat(poller.poll()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(poller.healthCheck().check().state()).isEqualTo(State.DOWN);
    inbox.left = Set.of();
    assertThat(poller.poll()).isZero();
    assertThat(poller.poll()).isZero();

    assertThat(body()).isNotEmpty();
    assertThat(body()).doesNotContain("\"offset\":");
    assertThat(body()).contains("\"offset\":11");
    assertThat(body()).contains("\"offset\":13");
  }

  @Test
  void neverWaitsLongWhileSomethingIsLeft() {
    ok(ME);
    inbox.left = Set.of(10L);
    for (int i = 0; i < 20; i++) {
      ok("[" + message(10) + "]");

      assertThat(poller.poll()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(2));
    }
  }

  @Test
  void datesPressesBackThatMayHaveWaitedWhileItWasAway() throws InterruptedException {
    ok(ME);
    ok("[" + press(10) + "]");
    ok("[" + press(11) + "]");
    ok("[" + press(12) + "]");
    Instant start = clock.instant();

    assertThat(poller.poll()).isZero();
    clock.advance(Duration.ofSeconds(50));
    assertThat(poller.poll()).isZero();
    clock.advance(Duration.ofMinutes(5));
    assertThat(poller.poll()).isZero();

    Instant good = start.plusSeconds(50);
    assertThat(inbox.times).containsExactly(start.minusSeconds(90), good, good);
    assertThat(body()).isNotEmpty();
    assertThat(body()).as("the first asks at once").contains("\"timeout\":0");
    assertThat(body()).contains("\"timeout\":1");
    assertThat(body()).contains("\"timeout\":0");
  }

  @Test
  void datesPressesBackUntilTheTimeAwayIsWorkedOff() {
    ok(ME);
    ok("[" + IntStream.range(0, 100).mapToObj(i -> press(i)).collect(joining(",")) + "]");
    ok("[" + press(100) + "]");
    ok("[" + press(101) + "]");
    Instant start = clock.instant();

    for (int i = 0; i < 3; i++) {
      assertThat(poller.poll()).isZero();
    }

    assertThat(inbox.times.subList(0, 101)).containsOnly(start.minusSeconds(90));
    assertThat(inbox.times.get(101)).isEqualTo(start);
  }

  @Test
  void skipsAPoisonedUpdateAndCountsIt() throws InterruptedException {
    ok(ME);
    ok("[" + message(10) + ",{\"update_id\":11,\"message\":7}," + message(12) + "]");
    ok("[{\"update_id\":13,\"message\":[]}]");
    ok("[]");

    assertThat(poller.poll()).isZero();
    assertThat(poller.poll()).isZero();
    assertThat(poller.poll()).isZero();

    assertThat(inbox.ids).containsExactly(10L, 12L);
    assertThat(meters.counter("drover.telegram.updates.skipped").count()).isEqualTo(2);
    assertThat(body() + body() + body()).isNotEmpty();
    assertThat(body()).contains("\"offset\":14");
  }

  @Test
  void survivesAnHourOfOutageWithWaitsOfAtMostThirtySeconds() throws IOException {
    Duration outage = Duration.ZERO;
    int polls = 0;
    TelegramPoller alone = poller(1);
    while (outage.compareTo(Duration.ofHours(1)) < 0) {
      Duration wait = alone.poll();
      assertThat(wait).isBetween(Duration.ofNanos(1), Duration.ofSeconds(31));
      outage = outage.plus(wait);
      polls++;
    }

    assertThat(polls).isLessThan(150);
    assertThat(alone.healthCheck().check().state()).isEqualTo(State.DOWN);
    assertThat(account.check().state()).isEqualTo(State.DEGRADED);
    alone.stop();
  }

  @Test
  void recoversAfterErrors() {
    ok(ME);
    answer(502, "<html>bad gateway</html>");
    refuse(500, "Internal Server Error", "");
    ok("[]");

    assertThat(poller.poll()).isPositive();
    assertThat(poller.poll()).isPositive();
    assertThat(poller.poll()).isZero();
    assertThat(poller.healthCheck().check().state()).isEqualTo(State.OK);
  }

  @Test
  void saysThatTheTokenIsRevokedAndKeepsAsking() {
    ok(ME);
    refuse(401, "Unauthorized", "");
    ok("[]");

    assertThat(poller.poll()).isEqualTo(Duration.ofSeconds(30));
    assertThat(account.check().state()).isEqualTo(State.DOWN);
    assertThat(poller.poll()).isZero();
    assertThat(account.check().state()).isEqualTo(State.OK);
  }

  @Test
  void saysThatTheTokenIsMalformed() {
    refuse(404, "Not Found", "");

    assertThat(poller.poll()).isEqualTo(Duration.ofSeconds(30));
    assertThat(account.check().text()).contains("404");
  }

  @Test
  void saysThatAnotherProgramPolls() {
    ok(ME);
    refuse(409, "Conflict: terminated by other getUpdates request", "");

    assertThat(poller.poll()).isPositive();
    assertThat(poller.healthCheck().check().text()).contains("another program");
  }

  @Test
  void removesAWebhookAndPollsAgainAtOnce() throws InterruptedException {
    ok(ME);
    refuse(409, "Conflict: can't use getUpdates method while webhook is active", "");
    ok("true");
    ok("[]");

    assertThat(poller.poll()).isZero();
    assertThat(poller.poll()).isZero();
    assertThat(body() + body()).isNotEmpty();
    assertThat(body()).containsIgnoringCase("deletewebhook");
  }

  @Test
  void obeysTooManyInFull() {
    ok(ME);
    refuse(429, "Too Many Requests", ",\"parameters\":{\"retry_after\":3600}");

    assertThat(poller.poll()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void goesOnAfterAnAnswerThatIsNoJson() {
    ok(ME);
    answer(200, "{\"ok\":true,\"result\":[{\"update_id\"");
    answer(200, "");
    ok("[]");

    assertThat(poller.poll()).isPositive();
    assertThat(poller.poll()).isPositive();
    assertThat(poller.poll()).isZero();
  }

  @Test
  void asksForFewerWhenAnAnswerIsTooLargeToBeRead() throws InterruptedException {
    ok(ME);
    ok("[" + message(10) + ",\"" + "x".repeat(9 << 20) + "\"]");
    ok("[" + message(10) + "]");
    ok("[]");

    assertThat(poller.poll()).isPositive();
    assertThat(poller.poll()).isZero();
    assertThat(poller.poll()).isZero();

    assertThat(inbox.ids).containsExactly(10L);
    assertThat(body()).isNotEmpty();
    assertThat(body()).contains("\"limit\":100");
    assertThat(body()).contains("\"limit\":25");
    assertThat(body()).contains("\"limit\":50");
    assertThat(meters.counter("drover.telegram.polls.too.large").count()).isEqualTo(1);
    assertThat(meters.counter("drover.telegram.polls.failed", "why", "unreachable").count())
        .isEqualTo(1);
  }

  @Test
  void takesNoMoreUpdatesThanItAskedForAndConfirmsNoneOfTheRest() throws InterruptedException {
    ok(ME);
    ok("[" + IntStream.range(0, 300).mapToObj(i -> message(i)).collect(joining(",")) + "]");
    ok("[]");

    assertThat(poller.poll()).isZero();
    assertThat(poller.poll()).isZero();

    assertThat(inbox.ids).hasSize(100);
    assertThat(body() + body()).isNotEmpty();
    assertThat(body()).contains("\"offset\":100");
  }

  @Test
  void stopsAtOnceInTheMiddleOfAPollAndConfirmsTheLastUpdates() throws InterruptedException {
    ok(ME);
    ok("[" + message(10) + "]");
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    ok("[]");
    poller.start();
    await().until(() -> server.getRequestCount() == 3);

    long begin = System.nanoTime();
    poller.stop();
    Duration took = Duration.ofNanos(System.nanoTime() - begin);

    assertThat(took).isLessThan(Duration.ofSeconds(1));
    assertThat(server.getRequestCount()).isEqualTo(4);
    assertThat(body() + body() + body()).isNotEmpty();
    assertThat(body()).contains("\"offset\":11").contains("\"timeout\":0");
  }

  @Test
  void startsWhileTelegramIsDownAndStopsAtOnce() {
    TelegramPoller alone = poller(1);
    alone.start();
    await().until(() -> alone.healthCheck().check().state() == State.DOWN);
    alone.stop();

    assertThat(account.identity()).isEmpty();
  }

  private TelegramPoller poller(int port) {
    TelegramConfig config = config(port);
    return new TelegramPoller(
        new TelegramPoller.Parts(
            config,
            account,
            inbox,
            wakes::incrementAndGet,
            PollListener.none(),
            clock,
            LONGEST,
            meters),
        Duration.ofSeconds(1));
  }

  private static TelegramConfig config(int port) {
    return new TelegramConfig(new Secret(TOKEN), "http://127.0.0.1:" + port);
  }

  private static String press(int id) {
    return ("{\"update_id\":%d,\"callback_query\":{\"id\":\"q%d\",\"data\":\"t\","
            + "\"chat_instance\":\"1\",\"from\":{\"id\":7,\"is_bot\":false,"
            + "\"first_name\":\"Ann\"},\"message\":{\"message_id\":3,\"date\":1,"
            + "\"chat\":{\"id\":7,\"type\":\"private\"}}}}")
        .formatted(id, id);
  }

  private static String message(int id) {
    return ("{\"update_id\":%d,\"message\":{\"message_id\":3,\"date\":1,\"text\":\"/agents\","
            + "\"from\":{\"id\":7,\"is_bot\":false,\"first_name\":\"Ann\"},"
            + "\"chat\":{\"id\":7,\"type\":\"private\"}}}")
        .formatted(id);
  }

  private void ok(String result) {
    answer(200, "{\"ok\":true,\"result\":" + result + "}");
  }

  private void refuse(int code, String description, String more) {
    answer(
        code,
        "{\"ok\":false,\"error_code\":%d,\"description\":\"%s\"%s}"
            .formatted(code, description, more));
  }

  private void answer(int code, String body) {
    server.enqueue(new MockResponse.Builder().code(code).body(body).build());
  }

  private String body() throws InterruptedException {
    return Objects.requireNonNull(server.takeRequest().getBody()).utf8();
  }

  private static final class MemoryInbox implements Inbox {
    private final List<Long> ids = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private volatile boolean broken;
    private volatile Set<Long> left = Set.of();

    @Override
    public Taken take(List<Incoming> updates) {
      return left.isEmpty() ? Inbox.super.take(updates) : new Taken(0, left);
    }

    @Override
    public synchronized int store(List<Incoming> updates) {
      if (broken) {
        throw new IllegalStateException("the disk is full");
      }
      int fresh = 0;
      for (Incoming update : updates) {
        if (!ids.contains(update.updateId())) {
          ids.add(update.updateId());
          times.add(update.sentAt());
          fresh++;
        }
      }
      return fresh;
    }

    @Override
    public List<Incoming> waiting(int limit) {
      return List.of();
    }

    @Override
    public void done(long updateId) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int sweep(Instant before) {
      return 0;
    }
  }
}
