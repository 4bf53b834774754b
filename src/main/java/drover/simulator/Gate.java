package drover.simulator;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets requests in, counts them, and spoils those that the dial wants spoiled. Any thread. */
final class Gate {
  private static final Logger log = LoggerFactory.getLogger(Gate.class);
  private static final Duration LONGEST_HANG = Duration.ofMinutes(10);
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final String HTML_PAGE =
      "<html><head><title>502 Bad Gateway</title></head>"
          + "<body><center><h1>502 Bad Gateway</h1></center></body></html>\n";

  private final Api api;
  private final FaultDial faults;
  private final Counters counters;
  private final SimulatorConfig config;
  private final Clock clock;
  private volatile CountDownLatch patience = new CountDownLatch(1);

  Gate(Api api, FaultDial faults, Counters counters, SimulatorConfig config, Clock clock) {
    this.api = api;
    this.faults = faults;
    this.counters = counters;
    this.config = config;
    this.clock = clock;
  }

  /** Ends all waits of hanging and slow answers; those that hang are cut. */
  void release() {
    CountDownLatch old = patience;
    patience = new CountDownLatch(1);
    old.countDown();
  }

  void request(Context context) throws IOException {
    HttpServletRequest raw = context.req();
    Request request =
        Request.of(
            raw.getMethod(),
            raw.getRequestURI(),
            raw.getQueryString(),
            raw.getHeader("Authorization"),
            raw.getContentType(),
            most -> raw.getInputStream().readNBytes(most));
    counters.request(request.call(), clock.instant());
    pause(faults.latency());
    Misbehavior misbehavior = faults.choose(request.call()).orElse(null);
    if (misbehavior == null) {
      send(context.res(), api.answer(request));
    } else if (misbehavior.afterWork()) {
      spoil(context, misbehavior, api.answer(request));
    } else {
      spoil(context, misbehavior, null);
    }
  }

  /** Refuses a handshake by writing an answer; returns whether it did. */
  boolean refusesStream(Context context) throws IOException {
    counters.request(ApiCall.STREAM, clock.instant());
    pause(faults.latency());
    Optional<Misbehavior> misbehavior = faults.choose(ApiCall.STREAM);
    if (misbehavior.isPresent()) {
      spoil(context, misbehavior.get(), null);
      return true;
    }
    Optional<ApiError> refusal = streamRefusal(context.req());
    if (refusal.isPresent()) {
      send(context.res(), api.refusal(refusal.get()));
    }
    return refusal.isPresent();
  }

  private Optional<ApiError> streamRefusal(HttpServletRequest raw) {
    int status = (int) faults.get(Fault.STREAM_REFUSED);
    if (status == 401) {
      return Optional.of(ApiError.unauthorized());
    }
    if (status == 404 || (raw.getRequestURI().equals("/ws") && !config.streamAlias())) {
      return Optional.of(ApiError.notFound(raw.getRequestURI()));
    }
    if (status != 0) {
      return Optional.of(spoiled(status));
    }
    try {
      api.authorize(raw.getHeader("Authorization"));
      return Optional.empty();
    } catch (ApiError e) {
      return Optional.of(e);
    }
  }

  private void spoil(Context context, Misbehavior misbehavior, @Nullable Answer answer)
      throws IOException {
    HttpServletResponse response = context.res();
    switch (misbehavior.kind()) {
      case STATUS -> send(response, api.refusal(spoiled(misbehavior.status())));
      case RATE_LIMITED ->
          send(
              response,
              api.refusal(
                  ApiError.rateLimited("requests", config.limits().all(), misbehavior.delay())));
      case GARBAGE -> send(response, plain(200, "application/json", "{\"sessions\":[{\"se\u0000"));
      case HTML -> send(response, plain(misbehavior.status(), "text/html", HTML_PAGE));
      case REDIRECT -> send(response, redirect(context.req(), misbehavior));
      case CUT -> Sockets.cut(context.req());
      case CUT_IN_BODY -> cutInBody(context, answer);
      case HANG -> {
        pause(LONGEST_HANG);
        Sockets.cut(context.req());
      }
      case SLOW -> {
        pause(misbehavior.delay());
        sendOrCut(context, answer);
      }
    }
  }

  private static ApiError spoiled(int status) {
    return ApiError.of(status, "INTERNAL_ERROR", "Something went wrong", Map.of());
  }

  private static Answer plain(int status, String type, String body) {
    return new Answer(status, type, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private static Answer redirect(HttpServletRequest raw, Misbehavior misbehavior) {
    String location =
        misbehavior.location().isEmpty()
            ? "http://elsewhere.invalid" + raw.getRequestURI()
            : misbehavior.location();
    return plain(307, "text/plain", "").withHeader("Location", location);
  }

  private void cutInBody(Context context, @Nullable Answer answer) throws IOException {
    if (answer != null) {
      HttpServletResponse response = context.res();
      head(response, answer);
      byte[] half = Arrays.copyOf(answer.body(), answer.body().length / 2);
      response.getOutputStream().write(half);
      response.flushBuffer();
    }
    Sockets.cut(context.req());
  }

  private void sendOrCut(Context context, @Nullable Answer answer) throws IOException {
    if (answer == null) {
      Sockets.cut(context.req());
    } else {
      send(context.res(), answer);
    }
  }

  void send(HttpServletResponse response, Answer answer) throws IOException {
    head(response, answer);
    response.getOutputStream().write(answer.body());
    response.flushBuffer();
  }

  private void head(HttpServletResponse response, Answer answer) {
    response.setStatus(answer.status());
    response.setHeader("Date", HTTP_DATE.format(clock.instant().plus(faults.skew())));
    answer.headers().forEach(response::setHeader);
    response.setContentType(answer.contentType());
    response.setContentLength(answer.body().length);
  }

  private void pause(Duration duration) {
    if (duration.isZero()) {
      return;
    }
    try {
      if (patience.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("A waiting answer is let go");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
