package drover.openclaw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import drover.session.Purpose;
import drover.session.SessionApiException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Sends one request and reads its answer; everything that goes wrong becomes a {@link Failure}. */
final class Http {
  static final long LARGEST_ANSWER = 32L << 20;
  private static final long LARGEST_ERROR = 64L << 10;
  private static final int MOST_REDIRECTS = 3;
  private static final Duration PERSONS_PATIENCE = Duration.ofSeconds(10);
  private static final MediaType JSON = MediaType.get("application/json");

  /** Reads the body of an answer that says 200. */
  interface BodyReader<T> {
    T read(InputStream body, Answered answered) throws IOException, Failure;
  }

  /** When an answer was asked for and when it began to come, by our clock. */
  record Answered(int status, boolean ofSession, Instant asked, Instant came) {}

  /**
   * What to send.
   *
   * @param ofSession whether the address names a session
   * @param body null for a GET
   */
  record Ask(
      HttpUrl url,
      RequestBudget.Kind kind,
      Purpose purpose,
      boolean ofSession,
      @Nullable ByteString body) {}

  private final OpenClawConfig config;
  private final Clock clock;
  private final RequestBudget budget;
  private final ServerClock serverClock;
  private final Wording wording;
  private final OkHttpClient client;
  private final OkHttpClient onceOnly;
  private final AtomicLong tooLarge = new AtomicLong();

  Http(OpenClawConfig config, Clock clock, RequestBudget budget, ServerClock serverClock) {
    this.config = config;
    this.clock = clock;
    this.budget = budget;
    this.serverClock = serverClock;
    this.wording = new Wording(config.redactor());
    this.client =
        new OkHttpClient.Builder()
            .connectTimeout(config.timeout())
            .readTimeout(config.timeout())
            .writeTimeout(config.timeout())
            // Followed by hand: the key must not travel to another host.
            .followRedirects(false)
            .followSslRedirects(false)
            .eventListenerFactory(Sends::of)
            .build();
    // A pooled connection may have died unseen, and the library would then send again by itself.
    this.onceOnly =
        client
            .newBuilder()
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.NANOSECONDS))
            .protocols(List.of(Protocol.HTTP_1_1))
            .retryOnConnectionFailure(false)
            .build();
  }

  Wording wording() {
    return wording;
  }

  void close() {
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
    onceOnly.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }

  /** Takes a place in the limits or says that there is none. */
  void reserve(Ask ask) throws Failure {
    Duration wait = budget.tryTake(ask.kind(), ask.purpose(), clock.instant());
    if (!wait.isZero()) {
      throw Failure.noRoom(wait);
    }
  }

  /** How many answers were larger than is read. */
  long tooLarge() {
    return tooLarge.get();
  }

  /** Sends a request for which a place was taken. Blocks for one time-out at most. */
  <T> T send(Ask ask, BodyReader<T> reader) throws Failure {
    HttpUrl url = ask.url();
    for (int hop = 0; ; hop++) {
      Sends sends = new Sends();
      Call call = client(ask).newCall(request(ask, url, sends));
      call.timeout().timeout(timeout(ask.purpose()).toNanos(), TimeUnit.NANOSECONDS);
      Instant asked = clock.instant();
      try (Response response = call.execute()) {
        HttpUrl next = redirect(ask, response, hop);
        if (next == null) {
          return answer(ask, response, asked, reader);
        }
        url = next;
        budget.charge(ask.kind(), ask.purpose(), clock.instant());
      } catch (BoundedInput.TooLarge e) {
        tooLarge.incrementAndGet();
        throw new Failure(
            Failure.Kind.UNREADABLE,
            new SessionApiException.Unavailable("the answer is too large: " + e.getMessage(), e));
      } catch (JsonProcessingException e) {
        throw unreadable("no readable JSON");
      } catch (IOException e) {
        throw broken(e, sends);
      } catch (Failure e) {
        throw e;
      } catch (Exception e) {
        throw surprised(e, sends);
      } finally {
        for (int again = 1; again < sends.count(); again++) {
          budget.charge(ask.kind(), ask.purpose(), clock.instant());
        }
      }
    }
  }

  /** Reads a whole answer as a tree, which must not deny what was asked. */
  JsonNode tree(InputStream body, Answered answered) throws IOException, Failure {
    JsonNode tree = Json.tree(body);
    accept(tree, answered);
    return tree;
  }

  /** Throws when an answer with 200 says that it failed, and takes the server's time from it. */
  void accept(JsonNode answer, Answered answered) throws Failure {
    serverClock.said(Json.time(answer, "timestamp"), answered.asked(), answered.came());
    if (ErrorBody.denies(answer)) {
      throw heard(
          ErrorBody.read(answer).toFailure(answered.status(), answered.ofSession(), null, wording));
    }
  }

  Failure unreadable(String what) {
    return new Failure(
        Failure.Kind.UNREADABLE,
        new SessionApiException.Unavailable("the server's answer is unreadable: " + what, null));
  }

  private OkHttpClient client(Ask ask) {
    return switch (ask.kind()) {
      case READ, KILL -> client;
      case RESPAWN, CREATE -> onceOnly;
    };
  }

  Duration timeout(Purpose purpose) {
    boolean bounded = purpose == Purpose.PERSON && config.timeout().compareTo(PERSONS_PATIENCE) > 0;
    return bounded ? PERSONS_PATIENCE : config.timeout();
  }

  /** The time that one try of a call may take. */
  Duration longestTry(Purpose purpose) {
    return timeout(purpose).plusSeconds(1);
  }

  private Request request(Ask ask, HttpUrl url, Sends sends) {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .tag(Sends.class, sends)
            .header("Accept", "application/json")
            .header("User-Agent", "Drover");
    String authorization = config.authorization();
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    ByteString body = ask.body();
    if (body != null) {
      request.post(new OneShot(body));
    }
    return request.build();
  }

  private <T> T answer(Ask ask, Response response, Instant asked, BodyReader<T> reader)
      throws IOException, Failure {
    Instant came = clock.instant();
    String date = response.header("Date");
    serverClock.dated(date, asked, came);
    int status = response.code();
    if (status / 100 == 2) {
      return reader.read(
          new BoundedInput(response.body().byteStream(), LARGEST_ANSWER),
          new Answered(status, ask.ofSession(), asked, came));
    }
    Duration retryAfter = RetryAfter.read(response.header("Retry-After"), date, came);
    ErrorBody error = ErrorBody.read(errorTree(response));
    throw heard(error.toFailure(status, ask.ofSession(), retryAfter, wording));
  }

  /** The body of an error; a missing node when it is no JSON, too long or cut off. */
  private static JsonNode errorTree(Response response) {
    try {
      return Json.tree(new BoundedInput(response.body().byteStream(), LARGEST_ERROR));
    } catch (IOException e) {
      // The status still says what is wrong.
      return MissingNode.getInstance();
    }
  }

  /** A 429 to anyone keeps the background quiet. */
  private Failure heard(Failure failure) {
    if (failure.problem() instanceof SessionApiException.RateLimited limited) {
      budget.pauseBackground(limited.retryAfter(), clock.instant());
    }
    return failure;
  }

  private @Nullable HttpUrl redirect(Ask ask, Response response, int hop) throws Failure {
    String location = response.header("Location");
    if (response.code() / 100 != 3 || location == null) {
      return null;
    }
    HttpUrl from = response.request().url();
    HttpUrl to = from.resolve(location);
    boolean home =
        to != null
            && to.scheme().equals(from.scheme())
            && to.host().equals(from.host())
            && to.port() == from.port();
    if (to == null || !home || ask.body() != null || hop >= MOST_REDIRECTS) {
      String where = to == null ? "nowhere" : to.scheme() + "://" + to.host() + ":" + to.port();
      throw new Failure(
          Failure.Kind.FINAL,
          new SessionApiException.Refused(
              "HTTP " + response.code(),
              wording.clean("the server redirects to " + where + "; check openclaw.api-url")));
    }
    return to;
  }

  /** The library, being Kotlin, may throw an InterruptedException without declaring it. */
  private static Failure surprised(Exception e, Sends sends) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new Failure(
        sends.count() == 0 ? Failure.Kind.NEVER_LEFT : Failure.Kind.PASSING,
        new SessionApiException.Unavailable(
            "the call was cut off: " + e.getClass().getSimpleName(), null));
  }

  private Failure broken(IOException e, Sends sends) {
    return new Failure(
        sends.count() == 0 ? Failure.Kind.NEVER_LEFT : Failure.Kind.PASSING,
        new SessionApiException.Unavailable(wording.of(e), wording.harmless(e)));
  }

  /** A body that the library never sends a second time by itself, as it does after a 408 or 503. */
  private static final class OneShot extends RequestBody {
    private final ByteString bytes;

    OneShot(ByteString bytes) {
      this.bytes = bytes;
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return bytes.size();
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(bytes);
    }
  }
}
