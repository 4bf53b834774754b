package drover.openclaw;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionList;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a list of sessions from the stream, one session at a time: an object with {@code sessions},
 * or a bare array.
 */
final class ListReader {
  /** More than any person can mean, and what a small heap can hold. */
  static final int MOST_SESSIONS = 100_000;

  private static final Set<String> FRAME =
      Set.of("total", "timestamp", "success", "error", "code", "message");

  private final SessionReader reader;
  private final Oddities oddities;

  ListReader(SessionReader reader, Oddities oddities) {
    this.reader = reader;
    this.oddities = oddities;
  }

  /**
   * What the server sent.
   *
   * @param list null when the answer holds no list
   * @param frame what stood around it: an error, perhaps
   */
  record Read(@Nullable SessionList list, JsonNode frame) {}

  Read read(InputStream in, Instant askedAt) throws IOException {
    Sessions sessions = new Sessions();
    ObjectNode frame = Json.MAPPER.createObjectNode();
    boolean found = false;
    try (JsonParser parser = Json.parser(in)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        sessions.readAll(parser);
        found = true;
      } else if (first == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          JsonToken value = parser.nextToken();
          if (name.equals("sessions") && value == JsonToken.START_ARRAY) {
            sessions.readAll(parser);
            found = true;
          } else if (name.equals("sessions") && value == JsonToken.VALUE_NULL) {
            found = true;
          } else if (FRAME.contains(name)) {
            frame.set(name, Json.MAPPER.readTree(parser));
          } else {
            parser.skipChildren();
          }
        }
      }
    }
    return new Read(found ? sessions.toList(frame, askedAt) : null, frame);
  }

  private final class Sessions {
    private final Map<SessionId, Session> byId = new LinkedHashMap<>();
    private int unreadable;

    void readAll(JsonParser parser) throws IOException {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        Session session = null;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          session = reader.listed(Json.MAPPER.readTree(parser));
        } else {
          parser.skipChildren();
        }
        if (session == null) {
          unreadable++;
          oddities.unreadable();
        } else {
          byId.merge(session.id(), session, ListReader::newer);
          if (byId.size() > MOST_SESSIONS) {
            throw new BoundedInput.TooLarge("more than " + MOST_SESSIONS + " sessions");
          }
        }
      }
    }

    SessionList toList(JsonNode frame, Instant askedAt) {
      return new SessionList(
          new ArrayList<>(byId.values()),
          Json.small(frame, "total"),
          Json.time(frame, "timestamp"),
          askedAt,
          unreadable);
    }
  }

  /** Of one session told twice, the record with the later activity; the first when equal. */
  private static Session newer(Session first, Session second) {
    Instant before = first.times().lastActivity();
    Instant after = second.times().lastActivity();
    return after != null && (before == null || after.isAfter(before)) ? second : first;
  }
}
