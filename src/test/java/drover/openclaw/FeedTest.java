package drover.openclaw;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import drover.base.Backoff;
import drover.base.HealthCheck;
import drover.base.Secret;
import drover.session.SessionEvent;
import drover.session.SessionFeed;
import drover.session.SessionId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FeedTest {
  private static final StreamTimes QUICK =
      new StreamTimes(
          new Backoff(ofMillis(1), ofMillis(20)),
          ofSeconds(20),
          ofSeconds(90),
          ofSeconds(60),
          ofSeconds(10));

  private final SettableClock clock = new SettableClock();
  private final MockWebServer server = new MockWebServer();
  private final List<WebSocket> sockets = new CopyOnWriteArrayList<>();
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();
  private final Told told = new Told();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicInteger forgotten = new AtomicInteger();
  private @Nullable OpenClawFeed feed;

  @BeforeEach
  void start() throws IOException {
    server.setServerSocketFactory(new Accepting());
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() {
    if (feed != null) {
      feed.close();
    }
    ended.countDown();
    server.close();
  }

  @Test
  void connectsWithTheKeyAndTellsEveryKindOfEvent() throws Exception {
    server.enqueue(socket());
    OpenClawFeed open = open(QUICK, true, null);
    until(() -> told.all.contains("connected"));

    RecordedRequest request = server.takeRequest();
    assertThat(request.getTarget()).isEqualTo("/api/sessions/ws");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + GatewayFixture.KEY);
    assertThat(request.getHeaders().get("Sec-WebSocket-Extensions")).isNull();

    send(
        "{'type':'session_update','data':{'sessionId':'a','status':'working','progress':'70',"
            + "'tokensUsed':17820,'lastActivity':'2026-02-12T20:30:00'}}");
    send(
        "{'type':'session_complete','data':{'sessionId':'a','completedTime':"
            + "'2026-02-12T21:15:00Z','finalProgress':100,'totalTokensUsed':43200}}");
    send(
        "{'type':'session_failed','data':{'sessionId':'a','error':'Token limit exceeded',"
            + "'failedTime':'2026-02-12T20:45:00Z'}}");
    send(
        "{'type':'session_stalled','data':{'id':'a','lastActivity':'2026-02-12T20:20:00Z',"
            + "'stalledDuration':600000}}");
    until(() -> told.all.size() == 5);

    SessionId a = new SessionId("a");
    assertThat(told.all)
        .containsExactly(
            "connected",
            new SessionEvent.Updated(
                a, "working", 70.0, 17820L, Instant.parse("2026-02-12T20:30:00Z")),
            new SessionEvent.Completed(a, Instant.parse("2026-02-12T21:15:00Z"), 100.0, 43200L),
            new SessionEvent.Failed(
                a, Instant.parse("2026-02-12T20:45:00Z"), "Token limit exceeded"),
            new SessionEvent.Stalled(
                a, Instant.parse("2026-02-12T20:20:00Z"), Duration.ofMinutes(10)));
    assertThat(told.threads).containsOnly("openclaw-stream");
    assertThat(forgotten).hasValue(1);
    assertThat(open.health().check().state()).isEqualTo(HealthCheck.State.OK);
    assertThat(open.health().check().text()).contains("connected for 0 s; last event 0 s ago");
  }

  @Test
  void framesThatNobodyKnowsAreCountedAndHarmless() {
    server.enqueue(socket());
    OpenClawFeed open = open(QUICK, true, null);
    until(() -> told.all.contains("connected"));

    for (String frame :
        List.of(
            "",
            "not json",
            "null",
            "7",
            "[]",
            "{}",
            "{'type':7}",
            "{'type':'session_update'}",
            "{'type':'session_update','data':{'sessionId':''}}",
            "{'type':'session_complete','data':[]}",
            "{'type':'hello','id':'x'}",
            "{'type':'session_stalled','id':'x'}",
            "[".repeat(20_000))) {
      send(frame);
    }
    assertThat(sockets.get(0).send(ByteString.decodeHex("c328ff"))).isTrue();
    send("[{'type':'session_failed','data':{'sessionId':'z'}}]");
    until(() -> told.all.size() == 2);

    assertThat(told.all)
        .containsExactly("connected", new SessionEvent.Failed(new SessionId("z"), null, null));
    assertThat(open.health().check().text())
        .contains("11 unreadable")
        .contains("2 of unknown type");
  }

  @Test
  void reconnectsForEverAndTellsEachEndOnce() {
    for (int i = 0; i < 5; i++) {
      server.enqueue(socket());
    }
    OpenClawFeed open = open(QUICK, true, null);
    for (int i = 0; i < 5; i++) {
      int number = i;
      until(() -> sockets.size() == number + 1 && told.count("connected") == number + 1);
      if (i % 2 == 0) {
        drop();
      } else {
        assertThat(sockets.get(i).close(1001, "going away")).isTrue();
      }
      until(() -> told.count("gone") == number + 1);
      if (i < 4) {
        passBackOff();
      }
    }

    assertThat(told.all)
        .containsExactly(
            "connected",
            "gone",
            "connected",
            "gone",
            "connected",
            "gone",
            "connected",
            "gone",
            "connected",
            "gone");
    assertThat(told.reasons.get(1)).isEqualTo("the server closed the stream: 1001 going away");
    assertThat(forgotten).hasValue(5);
    assertThat(open.health().check().state()).isEqualTo(HealthCheck.State.DEGRADED);
    assertThat(open.health().check().text()).contains("polling meanwhile");
  }

  @Test
  void aRefusedHandshakeIsNoConnectionAndNamesTheRemedy() {
    server.enqueue(new MockResponse.Builder().code(404).build());
    OpenClawFeed open = open(QUICK, true, null);

    until(() -> open.health().check().text().contains("404"));
    assertThat(open.health().check().advice()).contains("openclaw.ws-url").contains("/ws");
    assertThat(told.all).isEmpty();

    server.enqueue(new MockResponse.Builder().code(401).build());
    passBackOff();
    until(() -> open.health().check().text().contains("401"));
    assertThat(open.health().check().advice()).contains("openclaw.api-key");
  }

  @Test
  void theKeyIsNotCarriedToAnotherHost() throws IOException {
    try (MockWebServer other = new MockWebServer()) {
      other.start(InetAddress.getLoopbackAddress(), 0);
      server.enqueue(
          new MockResponse.Builder().code(302).addHeader("Location", other.url("/ws")).build());
      OpenClawFeed open = open(QUICK, true, null);

      until(() -> open.health().check().text().contains("302"));
      assertThat(other.getRequestCount()).isZero();
    }
  }

  @Test
  void anOwnAddressIsUsedAsItIs() throws Exception {
    server.enqueue(socket());
    OpenClawFeed open =
        open(QUICK, true, server.url("/ws?room=1").toString().replace("http", "ws"));
    until(() -> told.all.contains("connected"));

    assertThat(server.takeRequest().getTarget()).isEqualTo("/ws?room=1");
    assertThat(open).isNotNull();
  }

  @Test
  void switchedOffItNeverConnects() {
    OpenClawFeed open = open(QUICK, false, null);

    assertThat(open.step()).isPositive();
    assertThat(server.getRequestCount()).isZero();
    assertThat(open.health().check().text()).contains("off");
    assertThat(open.health().check().state()).isEqualTo(HealthCheck.State.OK);
  }

  @Test
  void backOffGrowsUntilAValidFrameAndStartsOverThen() {
    StreamTimes slow =
        new StreamTimes(
            new Backoff(ofSeconds(1), ofSeconds(30)),
            ofSeconds(20),
            ofSeconds(90),
            ofSeconds(60),
            ofSeconds(10));
    OpenClawFeed byHand = feed(slow, true, null, new AlwaysMost());
    byHand.prepare(told);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      server.enqueue(new MockResponse.Builder().code(503).build());
      waits.add(failAndWait(byHand));
    }
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);

    server.enqueue(socket());
    assertThat(byHand.step()).isPositive();
    until(() -> byHand.health().check().text().contains("connected"));
    send("{'type':'hello'}");
    send("{'type':'session_failed','data':{'sessionId':'z'}}");
    until(() -> byHand.health().check().text().contains("last event"));
    drop();
    until(() -> byHand.health().check().state() == HealthCheck.State.DEGRADED);
    assertThat(byHand.step().toSeconds()).isEqualTo(1);
    assertThat(told.all).hasSize(3);
  }

  @Test
  void aMinuteOpenAlsoCountsAsGood() {
    OpenClawFeed byHand = feed(StreamTimes.USUAL, true, null, new AlwaysMost());
    byHand.prepare(told);
    for (int i = 0; i < 3; i++) {
      server.enqueue(new MockResponse.Builder().code(503).build());
      assertThat(failAndWait(byHand)).isPositive();
    }
    server.enqueue(socket());
    assertThat(byHand.step()).isPositive();
    until(() -> byHand.health().check().text().contains("connected"));
    clock.advance(ofSeconds(60));
    assertThat(byHand.step()).isPositive();

    drop();
    until(() -> byHand.health().check().state() == HealthCheck.State.DEGRADED);
    assertThat(byHand.step().toSeconds()).isEqualTo(1);
  }

  @Test
  void aServerThatFallsSilentIsFoundOutByPings() {
    server.enqueue(halfOpen());
    server.enqueue(socket());
    StreamTimes quick =
        new StreamTimes(QUICK.backoff(), ofMillis(100), ofSeconds(90), ofSeconds(60), ofSeconds(1));
    assertThat(open(quick, true, null)).isNotNull();

    until(() -> told.count("gone") == 1);
    assertThat(told.reasons).containsExactly("the server stopped answering pings");
    passBackOff();
    until(() -> told.count("connected") == 2);
  }

  @Test
  void aServerThatSendsDataButNoPongsIsNotPingedAndDeadAfterSilence() {
    server.enqueue(deafButTalking());
    server.enqueue(deafButTalking());
    server.enqueue(deafButTalking());
    StreamTimes quick =
        new StreamTimes(QUICK.backoff(), ofMillis(100), ofSeconds(90), ofSeconds(60), ofSeconds(1));
    OpenClawFeed byHand = feed(quick, true, null, new Random(1));
    byHand.prepare(told);
    for (int i = 1; i <= 2; i++) {
      int number = i;
      assertThat(byHand.step()).isPositive();
      until(() -> byHand.health().check().text().contains("connected"));
      until(() -> byHand.health().check().state() == HealthCheck.State.DEGRADED);
      assertThat(byHand.step()).isPositive();
      assertThat(told.count("gone")).isEqualTo(number);
      clock.advance(ofSeconds(1));
    }

    assertThat(byHand.step()).isPositive();
    until(() -> byHand.health().check().text().contains("last event 0 s"));
    clock.advance(ofSeconds(89));
    assertThat(byHand.step()).isPositive();
    assertThat(byHand.health().check().state()).isEqualTo(HealthCheck.State.OK);
    clock.advance(ofSeconds(1));
    assertThat(byHand.step()).isZero();
    assertThat(byHand.health().check().text()).contains("no data for 1 min");
  }

  @Test
  void aMessageWithoutEndIsCutOff() {
    server.enqueue(socket());
    OpenClawFeed open = open(QUICK, true, null);
    until(() -> told.all.contains("connected"));

    assertThat(sockets.get(0).send("x".repeat(3 << 20))).isTrue();

    until(() -> told.count("gone") == 1);
    assertThat(told.reasons.get(0)).contains("TooLarge");
    assertThat(open.health().check().state()).isEqualTo(HealthCheck.State.DEGRADED);
  }

  @Test
  void aBurstIsCoalescedForASlowListenerAndNoEndIsLost() {
    server.enqueue(socket());
    told.gate = new CountDownLatch(1);
    OpenClawFeed open = open(QUICK, true, null);
    until(() -> sockets.size() == 1 && open.health().check().text().contains("connected"));

    for (int i = 0; i < 50_000; i++) {
      send(
          "{'type':'session_update','data':{'sessionId':'s"
              + i % 100
              + "','progress':"
              + i / 500
              + "}}");
      if (i % 1000 == 999) {
        send("{'type':'session_failed','data':{'sessionId':'e" + i / 1000 + "'}}");
      }
      if (sockets.get(0).queueSize() > 4 << 20) {
        until(() -> sockets.get(0).queueSize() < 1 << 20);
      }
    }
    send("{'type':'session_stalled','data':{'sessionId':'last'}}");
    until(() -> sockets.get(0).queueSize() == 0);
    told.gate.countDown();
    until(() -> told.all.contains(new SessionEvent.Stalled(new SessionId("last"), null, null)));

    assertThat(told.all.stream().filter(SessionEvent.Failed.class::isInstance)).hasSize(50);
    assertThat(told.all)
        .contains(new SessionEvent.Updated(new SessionId("s99"), null, 99.0, null, null));
    assertThat(told.all).hasSizeLessThan(50_000);
  }

  @Test
  void aListenerThatThrowsDoesNotEndTheStream() {
    server.enqueue(socket());
    told.failing = true;
    OpenClawFeed open = open(QUICK, true, null);
    until(() -> told.all.contains("connected"));
    send("{'type':'session_failed','data':{'sessionId':'a'}}");
    send("{'type':'session_failed','data':{'sessionId':'b'}}");

    until(() -> told.all.size() == 3);
    assertThat(open.health().check().state()).isEqualTo(HealthCheck.State.OK);
  }

  @Test
  void aListenerThatIsStuckCostsTheConnectionAndNotTheMemory() {
    server.enqueue(socket());
    StreamTimes quick =
        new StreamTimes(QUICK.backoff(), ofSeconds(20), ofSeconds(90), ofSeconds(60), ofMillis(50));
    OpenClawFeed byHand = feed(quick, true, null, new Random(1));
    byHand.prepare(told);
    assertThat(byHand.step()).isPositive();
    until(() -> byHand.health().check().text().contains("connected"));

    StringBuilder frame = new StringBuilder("[");
    for (int i = 0; i < 10_001; i++) {
      frame.append(i == 0 ? "" : ",").append("{'type':'session_failed','sessionId':'s'}");
    }
    send(frame.append(']').toString());
    send(frame.toString());

    until(() -> byHand.health().check().state() == HealthCheck.State.DEGRADED);
    assertThat(byHand.health().check().text()).contains("faster than they could be handled");
  }

  @Test
  void closesQuicklyAndTellsNothingAfterwards() {
    server.enqueue(socket());
    server.enqueue(socket());
    OpenClawFeed open = open(QUICK, true, null);
    until(() -> told.all.contains("connected"));

    long begun = System.nanoTime();
    open.close();
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)).isLessThan(1500);

    clock.advance(ofSeconds(60));
    assertThat(open.step()).isPositive();
    assertThat(told.all).containsExactly("connected");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void closesQuicklyWhileConnecting() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    OpenClawFeed open = open(QUICK, true, null);
    until(() -> server.getRequestCount() == 1);

    open.close();

    assertThat(told.all).isEmpty();
  }

  /** Breaks the newest connection without a word. */
  private void drop() {
    try {
      accepted.get(accepted.size() - 1).close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Remembers the sockets of the server, so that a test can break them. */
  private final class Accepting extends ServerSocketFactory {
    @Override
    public ServerSocket createServerSocket() throws IOException {
      return new ServerSocket() {
        @Override
        public Socket accept() throws IOException {
          Socket socket = super.accept();
          accepted.add(socket);
          return socket;
        }
      };
    }

    @Override
    public ServerSocket createServerSocket(int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
      throw new UnsupportedOperationException();
    }
  }

  /** Random numbers that make every back-off as long as it can be. */
  private static final class AlwaysMost extends Random {
    private static final long serialVersionUID = 1L;

    @Override
    public double nextDouble() {
      return 1;
    }
  }

  private static final class Told implements SessionFeed.Listener {
    private final List<Object> all = new CopyOnWriteArrayList<>();
    private final List<String> reasons = new CopyOnWriteArrayList<>();
    private final List<String> threads = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean failing;

    long count(String what) {
      return all.stream().filter(what::equals).count();
    }

    @Override
    public void connected() {
      tell("connected");
    }

    @Override
    public void event(SessionEvent event) {
      tell(event);
    }

    @Override
    public void disconnected(String reason) {
      reasons.add(reason);
      tell("gone");
    }

    private void tell(Object what) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      threads.add(Thread.currentThread().getName());
      all.add(what);
      if (failing) {
        throw new IllegalStateException("listener fails");
      }
    }
  }

  private long failAndWait(OpenClawFeed byHand) {
    int before = server.getRequestCount();
    assertThat(byHand.step()).isPositive();
    until(() -> server.getRequestCount() == before + 1);
    Duration[] wait = new Duration[1];
    until(
        () -> {
          wait[0] = byHand.step();
          return wait[0].compareTo(ofSeconds(10)) != 0;
        });
    clock.advance(wait[0]);
    return wait[0].toSeconds();
  }

  private OpenClawFeed open(StreamTimes times, boolean stream, @Nullable String wsUrl) {
    OpenClawFeed opened = feed(times, stream, wsUrl, new Random(1));
    opened.open(told);
    return opened;
  }

  private OpenClawFeed feed(
      StreamTimes times, boolean stream, @Nullable String wsUrl, Random random) {
    OpenClawFeed made =
        new OpenClawFeed(
            new OpenClawConfig(
                server.url("/api").toString(),
                new Secret(GatewayFixture.KEY),
                wsUrl,
                ofSeconds(5),
                3,
                stream,
                50_000),
            times,
            clock,
            random,
            forgotten::incrementAndGet);
    feed = made;
    return made;
  }

  /** Lets the back-off of a running feed pass, whenever it begins. */
  private void passBackOff() {
    int before = server.getRequestCount();
    until(
        () -> {
          clock.advance(ofMillis(50));
          return server.getRequestCount() > before;
        });
  }

  private void send(String frame) {
    if (sockets.isEmpty()) {
      until(() -> !sockets.isEmpty());
    }
    assertThat(sockets.get(sockets.size() - 1).send(frame.replace('\'', '"'))).isTrue();
  }

  private static void until(Callable<Boolean> condition) {
    await().pollInterval(ofMillis(5)).atMost(ofSeconds(20)).until(condition);
  }

  private MockResponse socket() {
    return new MockResponse.Builder()
        .webSocketUpgrade(
            new WebSocketListener() {
              @Override
              public void onOpen(WebSocket webSocket, Response response) {
                sockets.add(webSocket);
              }

              @Override
              public void onClosing(WebSocket webSocket, int code, String reason) {
                assertThat(webSocket.close(code, reason)).isTrue();
              }
            })
        .build();
  }

  /** Upgrades and then neither speaks nor listens. */
  private MockResponse halfOpen() {
    return new MockResponse.Builder().webSocketUpgrade(new Deaf(false)).build();
  }

  /** Upgrades, sends one event, and never answers a ping. */
  private MockResponse deafButTalking() {
    return new MockResponse.Builder().webSocketUpgrade(new Deaf(true)).build();
  }

  /** A server whose reading thread never comes back, so that it answers no ping. */
  private final class Deaf extends WebSocketListener {
    private final boolean talking;

    Deaf(boolean talking) {
      this.talking = talking;
    }

    @Override
    public void onOpen(WebSocket webSocket, Response response) {
      sockets.add(webSocket);
      if (talking) {
        assertThat(webSocket.send("{\"type\":\"session_failed\",\"data\":{\"sessionId\":\"z\"}}"))
            .isTrue();
      }
      try {
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
