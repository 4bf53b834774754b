package drover.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.base.Secret;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The dial and the person's controls over HTTP, under {@code /control}: no part of the contract,
 * not counted, not limited and never spoiled. Needs the API key where there is one.
 */
final class ControlApi {
  private static final Set<String> FAULT_NAMES =
      Arrays.stream(Fault.values()).map(ControlApi::nameOf).collect(Collectors.toSet());
  private static final Set<String> SCRIPT_FIELDS =
      Set.of("call", "times", "kind", "afterWork", "status", "waitMillis", "location");

  private final SimulatedServer server;
  private final @Nullable Secret apiKey;

  ControlApi(SimulatedServer server, @Nullable Secret apiKey) {
    this.server = server;
    this.apiKey = apiKey;
  }

  Answer answer(Context context) throws IOException {
    try {
      authorize(context);
      return Answer.json(200, Json.bytes(carryOut(context)));
    } catch (ApiError e) {
      return refusal(e.status(), e.code(), e.text());
    } catch (IllegalArgumentException e) {
      return refusal(400, "INVALID_REQUEST", Objects.toString(e.getMessage(), ""));
    } catch (IllegalStateException e) {
      return refusal(409, "NOT_POSSIBLE", Objects.toString(e.getMessage(), ""));
    }
  }

  private void authorize(Context context) {
    String given = context.header("Authorization");
    if (apiKey != null && !("Bearer " + apiKey.reveal()).equals(given)) {
      throw ApiError.unauthorized();
    }
    String type = Objects.toString(context.req().getContentType(), "");
    if (!context.req().getMethod().equals("GET") && !type.startsWith("application/json")) {
      throw ApiError.of(415, "UNSUPPORTED_MEDIA_TYPE", "Send application/json", Map.of());
    }
  }

  private ObjectNode carryOut(Context context) throws IOException {
    List<String> path = List.of(context.req().getRequestURI().split("/", -1));
    String action = context.req().getMethod() + " " + path.get(2);
    byte[] body = context.req().getInputStream().readNBytes(Api.LARGEST_BODY);
    return switch (action) {
      case "GET faults" -> faults();
      case "POST faults" -> setFaults(new Body(body, FAULT_NAMES));
      case "DELETE faults" -> done(server.faults()::clear);
      case "POST script" -> script(new Body(body, SCRIPT_FIELDS));
      case "GET agents" -> agents();
      case "POST agents" -> agentAction(path, body);
      case "GET counters" -> counters();
      case "POST cut-stream" -> done(server::cutStream);
      case "POST restart-with-new-ids" -> done(server.world()::restartWithNewIds);
      case "POST down" -> down(new Body(body, Set.of("millis")));
      default -> throw ApiError.notFound(context.path());
    };
  }

  private ObjectNode faults() {
    ObjectNode all = Json.object();
    server.faults().all().forEach((fault, value) -> all.put(nameOf(fault), value));
    return all;
  }

  private ObjectNode setFaults(Body body) {
    Map<Fault, Double> wanted = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      wanted.put(fault, body.decimal(nameOf(fault), server.faults().get(fault)));
    }
    server.faults().setAll(wanted);
    return faults();
  }

  private ObjectNode script(Body body) {
    ApiCall call = constant(ApiCall.class, body.text("call"));
    int times = (int) Math.max(1, Math.min(1_000, body.decimal("times", 1)));
    String location = body.optionalText("location");
    Misbehavior misbehavior =
        new Misbehavior(
            constant(Misbehavior.Kind.class, body.text("kind")),
            body.flag("afterWork"),
            (int) body.decimal("status", 500),
            Duration.ofMillis((long) body.decimal("waitMillis", 1_000)),
            location == null ? "" : location);
    return done(() -> server.faults().next(call, times, misbehavior));
  }

  private ObjectNode agents() {
    ObjectNode all = Json.object();
    ArrayNode rows = all.putArray("agents");
    for (AgentView agent : server.world().agents()) {
      rows.addObject()
          .put("id", agent.id())
          .put("name", agent.name())
          .put("status", agent.status().wire())
          .put("progress", agent.progress())
          .put("tokensUsed", agent.tokensUsed())
          .put("tokensLimit", agent.tokensLimit())
          .put("parent", agent.parent())
          .put("stubborn", agent.stubborn())
          .put("silent", agent.silent())
          .put("dying", agent.dying());
    }
    return all;
  }

  private ObjectNode agentAction(List<String> path, byte[] bytes) {
    if (path.size() != 5) {
      throw ApiError.notFound(String.join("/", path));
    }
    World world = server.world();
    String id = URLDecoder.decode(path.get(3).replace("+", "%2B"), StandardCharsets.UTF_8);
    Body body = new Body(bytes, Set.of("error", "share", "on", "percent"));
    switch (path.get(4)) {
      case "begin" -> world.begin(id);
      case "stall" -> world.stall(id);
      case "silence" -> world.silence(id);
      case "recover" -> world.recover(id);
      case "complete" -> world.complete(id);
      case "fail" -> world.fail(id, body.text("error"));
      case "terminate" -> world.terminate(id);
      case "burn" -> world.burnTokens(id, body.decimal("share", 0.1));
      case "progress" -> world.progress(id, (int) body.decimal("percent", 50));
      case "stubborn" -> world.makeStubborn(id, body.flag("on"));
      default -> throw ApiError.notFound(String.join("/", path));
    }
    return Json.object().put("success", true);
  }

  private ObjectNode counters() {
    Counters counters = server.counters();
    ObjectNode all = Json.object();
    ObjectNode requests = all.putObject("requests");
    for (ApiCall call : ApiCall.values()) {
      requests.put(call.name().toLowerCase(Locale.ROOT), counters.requests(call));
    }
    return all.put("kills", counters.kills())
        .put("respawns", counters.respawns())
        .put("creates", counters.creates())
        .put("limited", counters.limited())
        .put("events", counters.events())
        .put("streams", server.streams());
  }

  private ObjectNode down(Body body) {
    Duration time = Duration.ofMillis((long) body.decimal("millis", 10_000));
    server.downSoonFor(time);
    return Json.object().put("success", true);
  }

  private static ObjectNode done(Runnable action) {
    action.run();
    return Json.object().put("success", true);
  }

  private static Answer refusal(int status, String code, String message) {
    ObjectNode body = Json.object();
    body.putObject("error").put("code", code).put("message", message);
    return Answer.json(status, Json.bytes(body));
  }

  private static String nameOf(Fault fault) {
    return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
