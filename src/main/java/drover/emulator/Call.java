package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call whose parameters have passed the validator. */
record Call(String method, ObjectNode params, Map<String, Upload> files) {
  JsonNode get(String name) {
    return params.path(name);
  }

  boolean has(String name) {
    return params.has(name);
  }

  String text(String name) {
    return params.path(name).asText("");
  }

  long number(String name, long otherwise) {
    return params.path(name).asLong(otherwise);
  }

  boolean flag(String name) {
    return params.path(name).asBoolean(false);
  }

  /** The markup as stored on a message: null for none and for a keyboard without buttons. */
  @Nullable String replyMarkup() {
    JsonNode markup = params.path("reply_markup");
    boolean empty =
        markup.isMissingNode()
            || (markup.has("inline_keyboard")
                && markup.get("inline_keyboard").valueStream().allMatch(JsonNode::isEmpty));
    return empty ? null : markup.toString();
  }
}
