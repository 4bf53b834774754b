package drover.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import drover.base.Redactor;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionStatus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one session record, whatever its spelling. Stateless but for the counts; any thread. */
final class SessionReader {
  private static final Set<String> PRIORITIES = Set.of("critical", "high", "normal", "low");
  private static final Set<String> KNOWN =
      Set.of(
          "sessionId",
          "id",
          "name",
          "taskName",
          "status",
          "taskDescription",
          "prompt",
          "task",
          "fullPrompt",
          "progress",
          "tokensUsed",
          "tokensLimit",
          "startTime",
          "createdAt",
          "lastActivity",
          "updatedAt",
          "expectedCompletion",
          "estimatedCompletion",
          "expectedDuration",
          "completedTime",
          "failedTime",
          "outputPath",
          "workdir",
          "priority",
          "channel",
          "nodeId",
          "parentSession",
          "childSessions",
          "metadata",
          "model",
          "host",
          "error");

  private final long defaultTokenLimit;
  private final Oddities oddities;
  private final Redactor redactor;

  SessionReader(long defaultTokenLimit, Oddities oddities, Redactor redactor) {
    this.defaultTokenLimit = defaultTokenLimit;
    this.oddities = oddities;
    this.redactor = redactor;
  }

  /** A session of a list; null when it is no object or has no id. Prompts are left out. */
  @Nullable Session listed(JsonNode node) {
    return read(node, null, false);
  }

  /**
   * A session asked for by its id.
   *
   * @return null when it is no object, or another session
   */
  @Nullable Session detailed(JsonNode node, SessionId asked) {
    Session session = read(node, asked, true);
    return session == null || !session.id().equals(asked) ? null : session;
  }

  private @Nullable Session read(JsonNode node, @Nullable SessionId asked, boolean withPrompt) {
    SessionId id = id(node, asked);
    if (id == null) {
      return null;
    }
    countOddities(node);
    return new Session(
        id,
        words(node, "name", "taskName"),
        Json.text(node, "status"),
        words(node, "taskDescription", "prompt", "task"),
        Json.number(node, "progress"),
        tokens(node),
        times(node),
        priority(node),
        words(node, "outputPath", "workdir"),
        origin(node),
        family(node, id),
        withPrompt ? words(node, "fullPrompt", "prompt") : null,
        error(node));
  }

  private static @Nullable SessionId id(JsonNode node, @Nullable SessionId asked) {
    if (!node.isObject()) {
      return null;
    }
    String id = Json.id(node, "sessionId", "id");
    return id == null ? asked : new SessionId(id);
  }

  private void countOddities(JsonNode node) {
    String status = Json.text(node, "status");
    if (status != null && SessionStatus.parse(status).isEmpty()) {
      oddities.status(status);
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!KNOWN.contains(name)) {
        oddities.field(name);
      }
    }
  }

  private Session.Tokens tokens(JsonNode node) {
    Long limit = Json.positive(node, "tokensLimit");
    return new Session.Tokens(
        Json.count(node, "tokensUsed"), limit == null ? defaultTokenLimit : limit);
  }

  private static Session.Times times(JsonNode node) {
    return new Session.Times(
        Json.time(node, "startTime", "createdAt"),
        Json.time(node, "lastActivity", "updatedAt"),
        Json.time(node, "expectedCompletion", "estimatedCompletion"),
        Json.millis(node, "expectedDuration"),
        Json.time(node, "completedTime", "failedTime"));
  }

  private static String priority(JsonNode node) {
    String word = Json.text(node, "priority");
    if (word == null) {
      return "normal";
    }
    String lower = word.strip().toLowerCase(Locale.ROOT);
    return PRIORITIES.contains(lower) ? lower : word;
  }

  private Session.Origin origin(JsonNode node) {
    JsonNode metadata = node.path("metadata");
    return new Session.Origin(
        or(Json.text(node, "channel"), Json.text(metadata, "channel")),
        Json.text(node, "nodeId"),
        or(words(metadata, "host"), words(node, "host")),
        or(words(metadata, "model"), words(node, "model")),
        words(metadata, "requester", "requesterSession"));
  }

  private static Session.Family family(JsonNode node, SessionId self) {
    SessionId parent = relative(node.path("parentSession"), self);
    Set<SessionId> children = new LinkedHashSet<>();
    for (JsonNode child : node.path("childSessions")) {
      SessionId id = relative(child, self);
      if (id != null) {
        children.add(id);
      }
    }
    if (parent == null && children.isEmpty()) {
      return Session.Family.NONE;
    }
    List<SessionId> ordered = new ArrayList<>(children);
    return new Session.Family(parent, ordered);
  }

  /** An id, or an object with one. Nobody is their own parent or child. */
  private static @Nullable SessionId relative(JsonNode value, SessionId self) {
    String text =
        value.isObject()
            ? Json.id(value, "sessionId", "id")
            : value.isTextual() || value.isNumber() ? value.asText() : null;
    return text == null || text.isEmpty() || text.equals(self.value()) ? null : new SessionId(text);
  }

  private @Nullable String error(JsonNode node) {
    JsonNode error = node.path("error");
    return error.isObject() ? words(error, "message", "code") : words(node, "error");
  }

  private @Nullable String words(JsonNode node, String... names) {
    return Json.words(redactor, node, names);
  }

  private static @Nullable String or(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }
}
