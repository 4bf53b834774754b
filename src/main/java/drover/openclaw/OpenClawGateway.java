package drover.openclaw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.base.HealthCheck;
import drover.base.Managed;
import drover.base.Redactor;
import drover.session.Capabilities;
import drover.session.CreateOrder;
import drover.session.KillOrder;
import drover.session.KillOutcome;
import drover.session.LogPage;
import drover.session.LogQuery;
import drover.session.Purpose;
import drover.session.RespawnOrder;
import drover.session.Session;
import drover.session.SessionApiException;
import drover.session.SessionGateway;
import drover.session.SessionId;
import drover.session.SessionList;
import drover.session.SessionMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The REST calls of an OpenClaw server.
 *
 * <p>Calls block their thread and may wait for the rate limit: a person's never, others up to two
 * minutes. An interrupt or {@link #stop} ends a wait.
 */
public final class OpenClawGateway implements SessionGateway, Managed {
  private static final Logger log = LoggerFactory.getLogger(OpenClawGateway.class);

  private final OpenClawConfig config;
  private final Redactor redactor;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Oddities oddities = new Oddities();
  private final ServerClock serverClock = new ServerClock();
  private final Http http;
  private final Retries retries;
  private final SharedList shared;
  private final SessionReader sessions;
  private final ApiHealth health;

  public OpenClawGateway(OpenClawConfig config, Clock clock, RandomGenerator random) {
    this(config, clock, random, null);
  }

  /**
   * For tests.
   *
   * @param pause null: real waits
   */
  OpenClawGateway(
      OpenClawConfig config, Clock clock, RandomGenerator random, @Nullable Pause pause) {
    this.config = config;
    this.redactor = config.redactor();
    this.http = new Http(config, clock, new RequestBudget(), serverClock);
    this.retries = new Retries(clock, random, pause == null ? this::sleep : pause);
    this.shared = new SharedList(clock);
    this.sessions = new SessionReader(config.defaultTokenLimit(), oddities, redactor);
    this.health = new ApiHealth(clock, oddities);
  }

  /** Shows how many answers were too large among the counters. */
  public void bindTo(MeterRegistry meters) {
    FunctionCounter.builder("drover.openclaw.too.large", http, Http::tooLarge).register(meters);
  }

  /** The line "API" of {@code /health}. */
  public HealthCheck health() {
    return health;
  }

  /**
   * Makes the next {@link #list} ask the server instead of using an answer of the last two seconds.
   * For a new event stream: what happened before it stood is only in a list asked for after.
   */
  public void forgetList() {
    shared.forget();
  }

  /** Only says in the log how it will call; connects to nothing. */
  @Override
  public void start() {
    if (config.apiKey() == null) {
      log.info("No openclaw.api-key is set: the server is called without authentication");
    }
  }

  @Override
  public void stop() {
    stopped.countDown();
    http.close();
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.all();
  }

  @Override
  public Duration clockOffset() {
    return serverClock.offset();
  }

  @Override
  public SessionList list(Purpose purpose) {
    Http.Ask ask = new Http.Ask(url(), RequestBudget.Kind.READ, purpose, false, null);
    ListReader reader = new ListReader(sessions, oddities);
    return call(
        Retries.Policy.reading(purpose, config.retryAttempts()),
        () ->
            shared.get(
                http.longestTry(purpose),
                () -> http.reserve(ask),
                () -> http.send(ask, (body, answered) -> readList(reader, body, answered))));
  }

  private SessionList readList(ListReader reader, InputStream body, Http.Answered answered)
      throws IOException, Failure {
    ListReader.Read read = reader.read(body, answered.asked());
    http.accept(read.frame(), answered);
    return present(read.list(), "it holds no sessions");
  }

  @Override
  public Session details(SessionId id, Purpose purpose) {
    return get(
        url(id).build(),
        purpose,
        answer -> {
          JsonNode session = answer.path("session").isObject() ? answer.path("session") : answer;
          return present(sessions.detailed(session, id), "it is not the session asked for");
        });
  }

  @Override
  public LogPage logs(SessionId id, LogQuery query, Purpose purpose) {
    HttpUrl.Builder url =
        url(id)
            .addPathSegment("logs")
            .addQueryParameter("limit", Integer.toString(query.limit()))
            .addQueryParameter("offset", Integer.toString(query.offset()));
    if (query.level() != null) {
      url.addQueryParameter("level", query.level());
    }
    return get(
        url.build(),
        purpose,
        answer ->
            present(
                new LogReader(oddities, redactor).read(answer, query), "it holds no log lines"));
  }

  @Override
  public SessionMetrics metrics(SessionId id, Purpose purpose) {
    return get(
        url(id).addPathSegment("metrics").build(),
        purpose,
        answer -> present(MetricsReader.read(answer, redactor), "it holds no figures"));
  }

  @Override
  public KillOutcome kill(SessionId id, KillOrder order) {
    HttpUrl url = url(id).addPathSegment("kill").build();
    Http.Ask ask =
        new Http.Ask(
            url, RequestBudget.Kind.KILL, Purpose.KILL, true, bytes(OrderWriter.kill(order)));
    try {
      JsonNode answer = order(Retries.Policy.killing(config.retryAttempts()), ask);
      return new KillOutcome(false, Json.text(answer, "status"));
    } catch (SessionApiException.Refused e) {
      if (e.code().equals(ErrorBody.ALREADY_TERMINATED)) {
        return new KillOutcome(true, null);
      }
      throw e;
    }
  }

  @Override
  public SessionId respawn(SessionId id, RespawnOrder order) {
    HttpUrl url = url(id).addPathSegment("respawn").build();
    Http.Ask ask =
        new Http.Ask(
            url,
            RequestBudget.Kind.RESPAWN,
            Purpose.PERSON,
            true,
            bytes(OrderWriter.respawn(order)));
    return child(order(Retries.Policy.once(config.retryAttempts()), ask), id);
  }

  @Override
  public SessionId create(CreateOrder order) {
    Http.Ask ask =
        new Http.Ask(
            url(),
            RequestBudget.Kind.CREATE,
            Purpose.PERSON,
            false,
            bytes(OrderWriter.create(order)));
    return child(order(Retries.Policy.once(config.retryAttempts()), ask), null);
  }

  private JsonNode order(Retries.Policy policy, Http.Ask ask) {
    try {
      return call(
          policy,
          () -> {
            http.reserve(ask);
            return http.send(ask, http::tree);
          });
    } finally {
      // Whatever became of it, an older list does not show it.
      shared.forget();
    }
  }

  private static SessionId child(JsonNode answer, @Nullable SessionId original) {
    JsonNode nested = answer.path("session");
    String id = Json.id(answer, "newSessionId", "sessionId", "id");
    if (id == null || (original != null && id.equals(original.value()))) {
      id = Json.id(nested, "newSessionId", "sessionId", "id");
    }
    if (id == null) {
      throw new SessionApiException.OutcomeUnknown(
          "the server said yes but named no new session", null);
    }
    return new SessionId(id);
  }

  /** Makes something of an answer; throws when it cannot. */
  private interface TreeReader<T> {
    T read(JsonNode answer) throws Failure;
  }

  private <T> T get(HttpUrl url, Purpose purpose, TreeReader<T> reader) {
    Http.Ask ask = new Http.Ask(url, RequestBudget.Kind.READ, purpose, true, null);
    return call(
        Retries.Policy.reading(purpose, config.retryAttempts()),
        () -> {
          http.reserve(ask);
          return http.send(ask, (body, answered) -> reader.read(http.tree(body, answered)));
        });
  }

  private <T> T call(Retries.Policy policy, Retries.Try<T> attempt) {
    if (stopped.getCount() == 0) {
      throw new SessionApiException.Unavailable("Drover is stopping", null);
    }
    try {
      T answer = retries.call(policy, attempt);
      health.succeeded();
      return answer;
    } catch (SessionApiException e) {
      health.failed(e);
      throw e;
    }
  }

  private <T> T present(@Nullable T value, String otherwise) throws Failure {
    if (value == null) {
      oddities.unreadable();
      throw http.unreadable(otherwise);
    }
    return value;
  }

  private HttpUrl url() {
    return config.base().newBuilder().addPathSegment("sessions").build();
  }

  private HttpUrl.Builder url(SessionId id) {
    String segment = id.value();
    HttpUrl.Builder url = url().newBuilder().addPathSegment(segment);
    // "." and ".." name no segment in any spelling: the address would be another one.
    if (url.build().pathSize() != url().pathSize() + 1) {
      throw new SessionApiException.NotFound("no address can hold this id");
    }
    return url;
  }

  private static ByteString bytes(ObjectNode body) {
    try {
      return ByteString.of(Json.MAPPER.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean sleep(Duration time) throws InterruptedException {
    return !stopped.await(time.toMillis() + 1, TimeUnit.MILLISECONDS);
  }
}
