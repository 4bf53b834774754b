package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Bot API's methods and types as data: names, types, limits. Immutable. */
final class BotApi {
  private static final String RESOURCE = "bot-api.json";

  private final Map<String, Method> methods = new HashMap<>();
  private final Map<String, Type> types = new HashMap<>();
  private final Set<String> updateTypes;

  private BotApi(JsonNode root) {
    root.get("methods")
        .properties()
        .forEach(
            entry -> {
              Method method = new Method(entry.getKey(), fields(entry.getValue()));
              methods.put(entry.getKey().toLowerCase(Locale.ROOT), method);
            });
    root.get("types")
        .properties()
        .forEach(
            entry -> {
              JsonNode type = entry.getValue();
              types.put(
                  entry.getKey(),
                  new Type(
                      type.has("fields") ? fields(type.get("fields")) : Map.of(),
                      type.has("subtypes") ? strings(type.get("subtypes")) : List.of()));
            });
    updateTypes = Set.copyOf(strings(root.get("updates")));
  }

  static BotApi load() {
    try (InputStream in = BotApi.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("Resource " + RESOURCE + " is missing from the jar");
      }
      return new BotApi(Json.MAPPER.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Finds a method whatever the case of its name, as Telegram does. */
  Optional<Method> method(String name) {
    return Optional.ofNullable(methods.get(name.toLowerCase(Locale.ROOT)));
  }

  Optional<Type> type(String name) {
    return Optional.ofNullable(types.get(name));
  }

  List<String> methodNames() {
    return methods.values().stream().map(Method::name).sorted().toList();
  }

  Set<String> updateTypes() {
    return updateTypes;
  }

  private static Map<String, Field> fields(JsonNode list) {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (JsonNode node : list) {
      Field field = Json.MAPPER.convertValue(node, Field.class);
      fields.put(field.name(), field);
    }
    return fields;
  }

  private static List<String> strings(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).toList();
  }

  record Method(String name, Map<String, Field> fields) {}

  /** Either fields, or the types of which one is meant. */
  record Type(Map<String, Field> fields, List<String> subtypes) {}
}
