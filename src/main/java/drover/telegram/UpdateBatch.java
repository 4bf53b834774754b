package drover.telegram;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * What one poll brought. Each update is parsed by itself: the library would let one that it cannot
 * read block all behind it for ever.
 */
final class UpdateBatch {
  private static final Logger log = LoggerFactory.getLogger(UpdateBatch.class);
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** All that the translator looks at, for updates whose other parts cannot be read. */
  private static final List<String> NEEDED =
      List.of(
          "message_id",
          "message_thread_id",
          "is_topic_message",
          "from",
          "sender_chat",
          "chat",
          "date",
          "text",
          "migrate_to_chat_id",
          "migrate_from_chat_id",
          "forum_topic_reopened",
          "general_forum_topic_unhidden");

  private static final List<String> NEEDED_OF_PRESS = List.of("id", "from", "data", "message");

  private final List<Update> updates = new ArrayList<>();
  private int lastId = -1;
  private int skipped;

  private UpdateBatch() {}

  /**
   * @param most how many to take; those beyond it are left, and come again
   */
  static UpdateBatch of(String answer, int most) throws TelegramApiRequestException {
    UpdateBatch batch = new UpdateBatch();
    JsonNode result;
    try {
      result = JSON.readTree(answer).path("result");
    } catch (IOException e) {
      throw new TelegramApiRequestException("the updates are not JSON", e);
    }
    for (int i = 0; i < Math.min(most, result.size()); i++) {
      batch.add(result.get(i));
    }
    return batch;
  }

  List<Update> updates() {
    return updates;
  }

  /** The highest number seen, of skipped ones too; -1 when none came. */
  int lastId() {
    return lastId;
  }

  int skipped() {
    return skipped;
  }

  private void add(JsonNode node) {
    JsonNode id = node.path("update_id");
    if (id.canConvertToInt()) {
      lastId = Math.max(lastId, id.intValue());
    }
    try {
      updates.add(parse(node));
    } catch (IOException | RuntimeException | StackOverflowError e) {
      skipped++;
      // Never the content: it is somebody's message.
      log.warn("Update {} cannot be read; skipped ({})", id, e.getClass().getSimpleName());
    }
  }

  private static Update parse(JsonNode node) throws IOException {
    Update update;
    try {
      update = JSON.treeToValue(node, Update.class);
    } catch (IOException | RuntimeException e) {
      log.debug("Update {} is read in part", node.path("update_id"));
      update = JSON.treeToValue(pruned(node), Update.class);
    }
    if (update == null || update.getUpdateId() == null) {
      throw new IOException("no update_id");
    }
    return update;
  }

  private static ObjectNode pruned(JsonNode node) throws IOException {
    ObjectNode rest = JSON.createObjectNode();
    rest.set("update_id", node.path("update_id"));
    boolean isMessage = node.path("message").isObject();
    if (!isMessage && !node.path("callback_query").isObject()) {
      throw new IOException("nothing in it can be read");
    }
    if (isMessage) {
      rest.set("message", only(node.path("message"), NEEDED));
    }
    if (node.has("callback_query")) {
      ObjectNode press = only(node.path("callback_query"), NEEDED_OF_PRESS);
      if (press.has("message")) {
        press.set("message", only(press.path("message"), NEEDED));
      }
      rest.set("callback_query", press);
    }
    return rest;
  }

  private static ObjectNode only(JsonNode node, List<String> fields) {
    ObjectNode kept = JSON.createObjectNode();
    for (String field : fields) {
      JsonNode value = node.get(field);
      if (value != null) {
        kept.set(field, value);
      }
    }
    return kept;
  }
}
