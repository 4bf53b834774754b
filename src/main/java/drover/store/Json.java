package drover.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON columns: objects whose absent fields are left out. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON column does not hold JSON", e);
    }
  }

  /** Values are cut, all alike, as far as needed to fit into a column. */
  static String write(Map<String, String> map) {
    int longest = Columns.LONGEST;
    String text = write(map, longest);
    while (text.length() > Columns.LONGEST && longest > 0) {
      longest /= 4;
      text = write(map, longest);
    }
    return text;
  }

  private static String write(Map<String, String> map, int longest) {
    ObjectNode node = object();
    map.forEach((key, value) -> node.put(key, Columns.cut(value, longest)));
    return write(node);
  }

  static Map<String, String> readMap(String text) {
    Map<String, String> map = new LinkedHashMap<>();
    read(text).properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
    return map;
  }
}
