package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a call: token, faults, validation, the method, the log, delay. Any thread; the state's
 * monitor is held only while a method works.
 */
final class Dispatcher {
  private static final Logger logger = LoggerFactory.getLogger(Dispatcher.class);
  private static final Pattern TOKEN = Pattern.compile("\\d{1,19}:[A-Za-z0-9_-]+");

  private final EmulatorConfig config;
  private final World world;
  private final BotApi api;
  private final Validator validator;
  private final Faults faults;
  private final CallLog log;
  private final BotMethods bot;
  private final ScheduledExecutorService timer;
  private final Executor answers;
  private final Map<String, ApiMethod> methods = new HashMap<>();

  Dispatcher(EmulatorConfig config, Parts parts) {
    this.config = config;
    this.world = parts.world();
    this.api = parts.api();
    this.validator = new Validator(api);
    this.faults = parts.faults();
    this.log = parts.log();
    this.timer = parts.timer();
    this.answers = parts.answers();
    this.bot = new BotMethods(world, api.updateTypes(), config.strict());
    bot.register(methods);
    parts.menus().register(methods);
    parts.uploads().register(methods);
    parts.taps().register(methods);
    new SendMethods(world, parts.limits(), parts.uploads()).register(methods);
    new EditMethods(world, parts.limits()).register(methods);
    new ChatMethods(world).register(methods);
  }

  /** What the dispatcher is made of. */
  record Parts(
      World world,
      BotApi api,
      Faults faults,
      CallLog log,
      RateLimits limits,
      MenuMethods menus,
      Uploads uploads,
      TapMethods taps,
      ScheduledExecutorService timer,
      Executor answers) {}

  /** A refusal for a token that is no token or not ours; null when it is fine. */
  @Nullable ApiRefusal refusalOf(String token) {
    if (!TOKEN.matcher(token).matches()) {
      return ApiRefusal.refused(404, "Not Found");
    }
    boolean ours = token.equals(config.token().reveal()) && !faults.isTokenRevoked();
    return ours ? null : ApiRefusal.refused(401, "Unauthorized");
  }

  CompletableFuture<Reply> handle(String token, String name, ObjectNode given, Files files) {
    String method = api.method(name).map(BotApi.Method::name).orElse(name);
    ApiRefusal badToken = refusalOf(token);
    if (badToken != null) {
      return delayed(refused(method, given, badToken));
    }
    Fault fault = faults.take(method, given.path("chat_id").asText()).orElse(null);
    if (fault == null) {
      return done(method, given, files).thenCompose(this::delayed);
    }
    return switch (fault.kind()) {
      case HANG -> {
        note(method, given, 0, "hangs", Verdict.FAULT);
        yield faults.hang();
      }
      case CUT_BEFORE -> {
        note(method, given, 0, "cut before", Verdict.FAULT);
        yield delayed(Reply.cut());
      }
      case BAD_GATEWAY -> {
        note(method, given, 502, "Bad Gateway", Verdict.FAULT);
        yield delayed(Reply.badGateway());
      }
      case ANSWER -> delayed(refused(method, given, asRefusal(fault)));
      case CUT_AFTER -> done(method, given, files).thenCompose(reply -> delayed(Reply.cut()));
      case HANG_AFTER -> done(method, given, files).thenCompose(reply -> faults.hang());
      case EMPTY -> done(method, given, files).thenCompose(reply -> delayed(Reply.empty()));
    };
  }

  private static ApiRefusal asRefusal(Fault fault) {
    return fault.retryAfter() > 0
        ? ApiRefusal.tooManyRequests(fault.retryAfter(), Verdict.FAULT)
        : ApiRefusal.fault(fault.code(), fault.description());
  }

  private CompletableFuture<Reply> done(String method, ObjectNode given, Files files) {
    CompletableFuture<JsonNode> result;
    try {
      result = result(method, given, files);
    } catch (ApiRefusal refusal) {
      result = CompletableFuture.failedFuture(refusal);
    }
    return result.handle(
        (answer, failure) -> {
          if (failure == null) {
            note(method, given, 200, "", Verdict.OK);
            return Reply.ok(answer);
          }
          Throwable cause =
              failure instanceof CompletionException && failure.getCause() != null
                  ? failure.getCause()
                  : failure;
          if (cause instanceof ApiRefusal refusal) {
            return refused(method, given, refusal);
          }
          throw new CompletionException(cause);
        });
  }

  private CompletableFuture<JsonNode> result(String method, ObjectNode given, Files files) {
    BotApi.Method known =
        api.method(method)
            .orElseThrow(() -> ApiRefusal.invalid(404, "Not Found: method not found"));
    ObjectNode params = validator.check(known, given, files.byName().keySet(), config.strict());
    Call call = new Call(method, params, files.byName());
    if (method.equals("getUpdates")) {
      return poll(call);
    }
    ApiMethod handler = methods.get(method);
    if (handler == null) {
      throw ApiRefusal.invalid("method " + method + " is not emulated");
    }
    synchronized (world.state) {
      world.state.touch();
      return CompletableFuture.completedFuture(handler.call(call));
    }
  }

  private CompletableFuture<JsonNode> poll(Call call) {
    synchronized (world.state) {
      if (!world.state.webhook.isEmpty()) {
        throw ApiRefusal.refused(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to"
                + " delete the webhook first");
      }
      bot.allow(call);
      return world.updates.poll(
          call.number("offset", 0),
          (int) call.number("limit", 100),
          (int) call.number("timeout", 0));
    }
  }

  Reply refused(String method, ObjectNode given, ApiRefusal refusal) {
    note(method, given, refusal.code(), refusal.description(), refusal.verdict());
    return Reply.refusal(refusal);
  }

  private void note(String method, ObjectNode given, int code, String text, Verdict verdict) {
    ObjectNode shown = given.deepCopy();
    if (shown.has("secret_token")) {
      shown.put("secret_token", "***");
    }
    if (verdict == Verdict.INVALID) {
      logger.warn("The bot made a call that is never right: {}: {}", method, text);
    }
    log.add(new ApiCall(world.now(), method, shown, code, text, verdict));
  }

  private CompletableFuture<Reply> delayed(Reply reply) {
    Duration delay = faults.delay();
    CompletableFuture<Reply> later = new CompletableFuture<>();
    if (delay.isZero()) {
      later.complete(reply);
    } else {
      var unused =
          timer.schedule(
              () -> answers.execute(() -> later.complete(reply)),
              delay.toNanos(),
              TimeUnit.NANOSECONDS);
    }
    return later;
  }

  /** The files of a call by the name of their part. */
  record Files(Map<String, Upload> byName) {}
}
