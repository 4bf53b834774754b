package drover.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Answers the seven calls of the contract. Any thread. */
final class Api {
  static final int LARGEST_BODY = 256 * 1024;
  private static final Set<String> LEVELS = Set.of("debug", "info", "warn", "error");
  private static final Set<String> PRIORITIES = Set.of("critical", "high", "normal", "low");
  private static final Set<String> KILL_FIELDS = Set.of("reason", "force");
  private static final Set<String> RESPAWN_FIELDS =
      Set.of("resetProgress", "newTokenLimit", "priority", "reason");
  private static final Set<String> CREATE_FIELDS =
      Set.of(
          "name",
          "taskDescription",
          "prompt",
          "priority",
          "tokensLimit",
          "expectedDuration",
          "outputPath",
          "parentSession",
          "metadata");
  private static final long LONGEST_DURATION = Duration.ofDays(365).toMillis();

  private final World world;
  private final Orders orders;
  private final FaultDial faults;
  private final RateLimiter limiter;
  private final SimulatorConfig config;
  private final Clock clock;
  private final Counters counters;
  private final AtomicReference<@Nullable List<AgentView>> frozen = new AtomicReference<>();

  Api(
      World world,
      Orders orders,
      FaultDial faults,
      Counters counters,
      SimulatorConfig config,
      Clock clock) {
    this.world = world;
    this.orders = orders;
    this.faults = faults;
    this.counters = counters;
    this.limiter = new RateLimiter(config.limits());
    this.config = config;
    this.clock = clock;
  }

  /** Carries a request out and says what to answer; refusals are answers too. */
  Answer answer(Request request) throws IOException {
    try {
      authorize(request.authorization());
      limit(request.call());
      return carryOut(request);
    } catch (ApiError e) {
      return refusal(e);
    }
  }

  private void limit(ApiCall call) {
    try {
      limiter.take(call, clock.instant());
    } catch (ApiError e) {
      counters.overLimit();
      throw e;
    }
  }

  void authorize(@Nullable String authorization) {
    if (config.apiKey() == null) {
      return;
    }
    byte[] wanted = ("Bearer " + config.apiKey().reveal()).getBytes(StandardCharsets.UTF_8);
    byte[] given = (authorization == null ? "" : authorization).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(wanted, given)) {
      throw ApiError.unauthorized();
    }
  }

  Answer refusal(ApiError error) {
    byte[] body =
        Json.bytes(wire().error(error.code(), error.text(), error.details(), clock.instant()));
    return error.retryAfter().isZero()
        ? Answer.json(error.status(), body)
        : Answer.retryLater(error.status(), body, error.retryAfter());
  }

  private Answer carryOut(Request request) throws IOException {
    return switch (request.call()) {
      case LIST -> list(request);
      case DETAILS -> details(request);
      case LOGS -> logs(request);
      case METRICS -> metrics(request);
      case KILL -> kill(request);
      case RESPAWN -> respawn(request);
      case CREATE -> create(request);
      case STREAM, UNKNOWN -> unknown(request);
    };
  }

  private Answer list(Request request) {
    refuseQuery(request);
    List<AgentView> agents = listed();
    int dropped = (int) faults.get(Fault.DROPPED_ROWS);
    Wire wire = wire();
    List<ObjectNode> rows =
        agents.stream().skip(dropped).map(wire::row).map(this::disguised).toList();
    if (faults.isOn(Fault.BARE_LIST)) {
      ArrayNode bare = JsonNodeFactory.instance.arrayNode();
      return Answer.json(200, Json.bytes(bare.addAll(rows)));
    }
    return Answer.json(200, Json.bytes(wire.list(rows, agents.size(), clock.instant())));
  }

  private List<AgentView> listed() {
    List<AgentView> agents = world.agents();
    if (!faults.isOn(Fault.STALE_LIST)) {
      frozen.set(null);
    } else if (!frozen.compareAndSet(null, agents)) {
      agents = Objects.requireNonNullElse(frozen.get(), agents);
    }
    int hidden = (int) faults.get(Fault.HIDDEN_ROWS);
    return agents.stream().skip(hidden).toList();
  }

  private Answer details(Request request) {
    refuseQuery(request);
    ObjectNode body = Json.object();
    body.set("session", disguised(wire().details(agent(request))));
    return Answer.json(200, Json.bytes(body));
  }

  private Answer logs(Request request) {
    Query query = new Query(request.query(), Set.of("limit", "offset", "level"));
    int limit = query.number("limit", 100, 1, 1_000);
    int offset = query.number("offset", 0, 0, Integer.MAX_VALUE);
    String level = query.choice("level", LEVELS);
    List<LogLine> lines =
        world.logs(agent(request).id()).stream()
            .filter(line -> level == null || line.level().equals(level))
            .toList();
    List<LogLine> page = lines.stream().skip(offset).limit(limit).toList();
    boolean hasMore = (long) offset + page.size() < lines.size() && !page.isEmpty();
    return Answer.json(200, Json.bytes(wire().logs(page, lines.size(), hasMore)));
  }

  private Answer metrics(Request request) {
    refuseQuery(request);
    ObjectNode metrics = wire().metrics(agent(request));
    boolean disguise = faults.isOn(Fault.ALIASES);
    return Answer.json(200, Json.bytes(disguise ? Disguise.values(metrics) : metrics));
  }

  private Answer kill(Request request) throws IOException {
    Body body = body(request, KILL_FIELDS);
    orders.kill(request.id(), body.text("reason"), body.flag("force"));
    return Answer.json(200, Json.bytes(wire().killed(request.id(), clock.instant())));
  }

  private Answer respawn(Request request) throws IOException {
    Body body = body(request, RESPAWN_FIELDS);
    boolean reset = body.flag("resetProgress");
    Long newLimit = body.number("newTokenLimit");
    String priority = body.choice("priority", PRIORITIES);
    String reason = body.optionalText("reason");
    String id = orders.respawn(request.id(), reset, newLimit, priority, reason);
    return Answer.json(200, Json.bytes(wire().respawned(request.id(), id, clock.instant())));
  }

  private Answer create(Request request) throws IOException {
    Body body = body(request, CREATE_FIELDS);
    Long limit = body.number("tokensLimit");
    Long duration = body.number("expectedDuration");
    if (duration != null && (duration < 1 || duration > LONGEST_DURATION)) {
      throw ApiError.invalidField("expectedDuration", "must be 1 to " + LONGEST_DURATION);
    }
    String priority = body.choice("priority", PRIORITIES);
    String id =
        orders.create(
            new Orders.NewSession(
                body.text("name"),
                body.text("taskDescription"),
                body.text("prompt"),
                priority == null ? "normal" : priority,
                limit == null ? Orders.DEFAULT_TOKENS : limit,
                duration == null ? null : Duration.ofMillis(duration),
                body.optionalText("outputPath"),
                body.optionalText("parentSession"),
                body.texts("metadata")));
    return Answer.json(200, Json.bytes(wire().created(id, clock.instant())));
  }

  private Answer unknown(Request request) {
    String allowed = request.allowedMethods();
    if (allowed.isEmpty()) {
      throw ApiError.notFound(request.path());
    }
    String message = request.method() + " is not possible here";
    return refusal(ApiError.of(405, "METHOD_NOT_ALLOWED", message, Map.of()))
        .withHeader("Allow", allowed);
  }

  private Body body(Request request, Set<String> fields) throws IOException {
    refuseQuery(request);
    String type = request.contentType() == null ? "" : request.contentType();
    String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!media.equals("application/json")) {
      throw ApiError.of(
          415, "UNSUPPORTED_MEDIA_TYPE", "Content-Type must be application/json", Map.of());
    }
    byte[] bytes = request.source().read(LARGEST_BODY + 1);
    if (bytes.length > LARGEST_BODY) {
      throw ApiError.of(
          413, "PAYLOAD_TOO_LARGE", "The body is too large", Map.of("maximum", LARGEST_BODY));
    }
    return new Body(bytes, fields);
  }

  private static void refuseQuery(Request request) {
    if (!new Query(request.query(), Set.of()).isEmpty()) {
      throw new IllegalStateException("a query passed that is not allowed");
    }
  }

  private AgentView agent(Request request) {
    return world.find(request.id()).orElseThrow(() -> ApiError.sessionNotFound(request.id()));
  }

  private ObjectNode disguised(ObjectNode plain) {
    return faults.isOn(Fault.ALIASES) ? Disguise.of(plain) : plain;
  }

  private Wire wire() {
    return new Wire(faults.skew());
  }
}
