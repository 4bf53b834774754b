package drover.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import drover.base.Redactor;
import drover.session.SessionEvent;
import drover.session.SessionId;
import drover.session.SessionStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads frames of the event stream. What it cannot read it counts. */
final class EventReader {
  private final Oddities oddities;
  private final Redactor redactor;

  EventReader(Oddities oddities, Redactor redactor) {
    this.oddities = oddities;
    this.redactor = redactor;
  }

  /** The events of one frame; mostly one, none when nothing in it is known. Never throws. */
  List<SessionEvent> read(String frame) {
    JsonNode tree;
    try {
      tree = Json.tree(frame);
    } catch (IOException e) {
      oddities.unreadable();
      return List.of();
    }
    if (!tree.isArray()) {
      SessionEvent event = event(tree);
      return event == null ? List.of() : List.of(event);
    }
    List<SessionEvent> events = new ArrayList<>();
    for (JsonNode node : tree) {
      SessionEvent event = event(node);
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  private @Nullable SessionEvent event(JsonNode node) {
    String type = Json.text(node, "type");
    if (type == null) {
      oddities.unreadable();
      return null;
    }
    boolean wrapped = node.path("data").isObject();
    JsonNode data = wrapped ? node.path("data") : node;
    // A bare "id" beside the type would be the frame's own.
    String id = wrapped ? Json.id(data, "sessionId", "id") : Json.id(data, "sessionId");
    SessionId session = id == null ? null : new SessionId(id);
    return switch (type.strip().toLowerCase(Locale.ROOT)) {
      case "session_update" -> session == null ? lost() : updated(session, data);
      case "session_complete" -> session == null ? lost() : completed(session, data);
      case "session_failed" -> session == null ? lost() : failed(session, data);
      case "session_stalled" -> session == null ? lost() : stalled(session, data);
      default -> {
        oddities.event(type);
        yield null;
      }
    };
  }

  private @Nullable SessionEvent lost() {
    oddities.unreadable();
    return null;
  }

  private SessionEvent updated(SessionId session, JsonNode data) {
    String status = Json.text(data, "status");
    if (status != null && SessionStatus.parse(status).isEmpty()) {
      oddities.status(status);
    }
    return new SessionEvent.Updated(
        session,
        status,
        Json.number(data, "progress"),
        Json.count(data, "tokensUsed"),
        Json.time(data, "lastActivity", "updatedAt"));
  }

  private static SessionEvent completed(SessionId session, JsonNode data) {
    return new SessionEvent.Completed(
        session,
        Json.time(data, "completedTime"),
        Json.number(data, "finalProgress", "progress"),
        Json.count(data, "totalTokensUsed", "tokensUsed"));
  }

  private SessionEvent failed(SessionId session, JsonNode data) {
    JsonNode error = data.path("error");
    return new SessionEvent.Failed(
        session,
        Json.time(data, "failedTime"),
        error.isObject()
            ? Json.words(redactor, error, "message", "code")
            : Json.words(redactor, data, "error"));
  }

  private static SessionEvent stalled(SessionId session, JsonNode data) {
    return new SessionEvent.Stalled(
        session,
        Json.time(data, "lastActivity", "updatedAt"),
        Json.millis(data, "stalledDuration"));
  }
}
