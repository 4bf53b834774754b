package drover.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import drover.base.Redactor;
import drover.session.LogEntry;
import drover.session.LogPage;
import drover.session.LogQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a page of log lines: an object with {@code logs}, or a bare array. */
final class LogReader {
  private final Oddities oddities;
  private final Redactor redactor;

  LogReader(Oddities oddities, Redactor redactor) {
    this.oddities = oddities;
    this.redactor = redactor;
  }

  /** Null when the answer holds no page. A server that sends more than asked for is cut short. */
  @Nullable LogPage read(JsonNode answer, LogQuery query) {
    JsonNode lines = answer.isArray() ? answer : answer.path("logs");
    if (!lines.isArray() && !(lines.isNull() && answer.isObject())) {
      return null;
    }
    List<LogEntry> entries = new ArrayList<>();
    for (JsonNode line : lines) {
      LogEntry entry = entry(line);
      if (entry == null) {
        oddities.unreadable();
      } else if (entries.size() < query.limit()) {
        entries.add(entry);
      }
    }
    Long total = Json.count(answer, "total");
    return new LogPage(entries, total, hasMore(answer.path("hasMore"), lines.size(), total, query));
  }

  private static boolean hasMore(JsonNode told, int sent, @Nullable Long total, LogQuery query) {
    if (sent > query.limit()) {
      return true;
    }
    if (told.isBoolean()) {
      return told.booleanValue();
    }
    return total == null ? sent == query.limit() : query.offset() + (long) sent < total;
  }

  private @Nullable LogEntry entry(JsonNode line) {
    if (line.isTextual()) {
      return new LogEntry(null, "info", redactor.redact(line.textValue()), Map.of());
    }
    if (!line.isObject()) {
      return null;
    }
    String level = Json.text(line, "level");
    String message = Json.words(redactor, line, "message", "msg");
    return new LogEntry(
        Json.time(line, "timestamp", "time"),
        level == null ? "info" : level.strip().toLowerCase(Locale.ROOT),
        message == null ? "" : message,
        context(line.path("context")));
  }

  private Map<String, String> context(JsonNode context) {
    if (context.isMissingNode() || context.isNull()) {
      return Map.of();
    }
    if (!context.isObject()) {
      return Map.of("context", redactor.redact(plain(context)));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> fact : context.properties()) {
      String name = fact.getKey();
      facts.put(redactor.redact(name), redactor.redact(name, plain(fact.getValue())));
    }
    return facts;
  }

  private static String plain(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
