package drover.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Makes a session or an event's data look as other servers might send it: other names for fields
 * and statuses, numbers as strings, fields nobody knows, absent ones for nulls and nulls for zeros.
 */
final class Disguise {
  private static final Map<String, String> NAMES =
      Map.of(
          "sessionId", "id",
          "name", "taskName",
          "taskDescription", "task",
          "startTime", "createdAt",
          "lastActivity", "updatedAt",
          "outputPath", "workdir");
  private static final Map<String, String> STATUSES =
      Map.of(
          "working", "crunching",
          "spawning", "queued",
          "completed", "done",
          "failed", "error",
          "terminated", "killed");

  private Disguise() {}

  static ObjectNode of(ObjectNode plain) {
    ObjectNode disguised = Json.object();
    plain
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().isNull()) {
                String name = NAMES.getOrDefault(field.getKey(), field.getKey());
                disguised.set(name, value(field.getKey(), field.getValue()));
              }
            });
    disguised.put("colour", "blue").putNull("mood").putObject("x-internal").put("shard", 7);
    return disguised;
  }

  /** The same names with disguised values, all the way down. */
  static ObjectNode values(JsonNode plain) {
    ObjectNode disguised = Json.object();
    plain
        .properties()
        .forEach(field -> disguised.set(field.getKey(), value(field.getKey(), field.getValue())));
    return disguised;
  }

  private static JsonNode value(String name, JsonNode value) {
    ObjectNode holder = Json.object();
    if (name.equals("status")) {
      holder.put("v", STATUSES.getOrDefault(value.asText(), value.asText()));
    } else if (value.isNumber() && value.asLong() == 0) {
      holder.putNull("v");
    } else if (value.isNumber()) {
      holder.put("v", value.asText());
    } else if (value.isObject()) {
      holder.set("v", values(value));
    } else {
      return value;
    }
    return holder.path("v");
  }
}
