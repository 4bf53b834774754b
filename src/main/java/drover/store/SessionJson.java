package drover.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.session.Session;
import drover.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session as the one JSON column of a belief. Times are cut as those in columns are. */
final class SessionJson {
  private static final int LONGEST_TEXT = 100_000;

  private SessionJson() {}

  /**
   * Texts are cut, all alike, as far as needed to keep the record; the id, which has a column of
   * its own, is left out.
   */
  static String write(Session session) {
    int longest = LONGEST_TEXT;
    String text = write(session, longest);
    while (text.length() > Columns.LONGEST && longest > 0) {
      longest /= 4;
      text = write(session, longest);
    }
    return text;
  }

  private static String write(Session session, int longest) {
    ObjectNode node = Json.object();
    put(node, "name", cut(session.name(), longest));
    put(node, "status", cut(session.status(), longest));
    put(node, "task", cut(session.task(), longest));
    if (session.progress() != null) {
      // NaN and the infinities are no JSON numbers.
      node.put("progress", session.progress().toString());
    }
    put(node, "tokensUsed", session.tokens().used());
    put(node, "tokensLimit", session.tokens().limit());
    putTimes(node, session.times());
    put(node, "priority", cut(session.priority(), longest));
    put(node, "outputPath", cut(session.outputPath(), longest));
    putOrigin(node, session.origin(), longest);
    SessionId parent = session.family().parent();
    if (parent != null && parent.value().length() <= longest) {
      node.put("parent", parent.value());
    }
    if (!session.family().children().isEmpty()) {
      var children = node.putArray("children");
      session.family().children().stream()
          .map(SessionId::value)
          .filter(id -> id.length() <= longest)
          .limit(longest)
          .forEach(children::add);
    }
    put(node, "prompt", cut(session.prompt(), longest));
    put(node, "error", cut(session.error(), longest));
    return Json.write(node);
  }

  static Session read(SessionId id, String text) {
    JsonNode node = Json.read(text);
    String progress = text(node, "progress");
    return new Session(
        id,
        text(node, "name"),
        text(node, "status"),
        text(node, "task"),
        progress == null ? null : Double.valueOf(progress),
        new Session.Tokens(number(node, "tokensUsed"), number(node, "tokensLimit")),
        times(node),
        node.path("priority").asText(),
        text(node, "outputPath"),
        origin(node),
        family(node),
        text(node, "prompt"),
        text(node, "error"));
  }

  private static void putTimes(ObjectNode node, Session.Times times) {
    put(node, "start", times.start());
    put(node, "lastActivity", times.lastActivity());
    put(node, "expectedEnd", times.expectedEnd());
    if (times.expectedDuration() != null) {
      node.put("expectedDuration", times.expectedDuration().toString());
    }
    put(node, "end", times.end());
  }

  private static Session.Times times(JsonNode node) {
    String expected = text(node, "expectedDuration");
    return new Session.Times(
        time(node, "start"),
        time(node, "lastActivity"),
        time(node, "expectedEnd"),
        expected == null ? null : Duration.parse(expected),
        time(node, "end"));
  }

  private static void putOrigin(ObjectNode node, Session.Origin origin, int longest) {
    put(node, "channel", cut(origin.channel(), longest));
    put(node, "node", cut(origin.node(), longest));
    put(node, "host", cut(origin.host(), longest));
    put(node, "model", cut(origin.model(), longest));
    put(node, "requester", cut(origin.requester(), longest));
  }

  private static Session.Origin origin(JsonNode node) {
    return new Session.Origin(
        text(node, "channel"),
        text(node, "node"),
        text(node, "host"),
        text(node, "model"),
        text(node, "requester"));
  }

  private static Session.Family family(JsonNode node) {
    String parent = text(node, "parent");
    List<SessionId> children = new ArrayList<>();
    node.path("children").forEach(child -> children.add(new SessionId(child.asText())));
    return new Session.Family(parent == null ? null : new SessionId(parent), children);
  }

  private static void put(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  private static @Nullable String cut(@Nullable String text, int longest) {
    return text == null ? null : Columns.cut(text, longest);
  }

  private static void put(ObjectNode node, String field, @Nullable Long value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  private static void put(ObjectNode node, String field, @Nullable Instant value) {
    if (value != null) {
      node.put(field, Columns.cut(value).toString());
    }
  }

  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null ? null : value.asText();
  }

  private static @Nullable Long number(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null ? null : Long.valueOf(value.asLong());
  }

  private static @Nullable Instant time(JsonNode node, String field) {
    String value = text(node, field);
    return value == null ? null : Instant.parse(value);
  }
}
