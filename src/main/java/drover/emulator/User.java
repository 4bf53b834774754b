package drover.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Somebody with a Telegram account: a person, or a bot. */
public record User(
    long id, String firstName, @Nullable String username, @Nullable String language, boolean bot) {

  ObjectNode toJson() {
    ObjectNode node = Json.object().put("id", id).put("is_bot", bot).put("first_name", firstName);
    if (username != null) {
      node.put("username", username);
    }
    if (language != null) {
      node.put("language_code", language);
    }
    return node;
  }
}
