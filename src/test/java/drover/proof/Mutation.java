package drover.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Spoils JSON: fields go, or hold another type, or more than anybody expects. Never makes a number
 * that is one of a person's. One thread.
 */
final class Mutation {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final RandomGenerator random;

  Mutation(RandomGenerator random) {
    this.random = random;
  }

  void mutate(ObjectNode root) {
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      List<ObjectNode> objects = new ArrayList<>();
      collect(root, objects);
      ObjectNode object = objects.get(random.nextInt(objects.size()));
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      if (!names.isEmpty()) {
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(3) == 0) {
          JsonNode unused = object.remove(name);
        } else {
          object.set(name, other());
        }
      }
    }
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    node.forEach(child -> collect(child, objects));
  }

  private JsonNode other() {
    return switch (random.nextInt(11)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(-1 - random.nextInt(3));
      case 3 -> JSON.numberNode(Long.MAX_VALUE);
      case 4 -> JSON.numberNode(Long.MIN_VALUE);
      case 5 -> JSON.numberNode(1e300);
      case 6 -> JSON.textNode("");
      case 7 -> JSON.textNode("\u202E\u0000<b>'\"\\".repeat(1 + random.nextInt(2_000)));
      case 8 -> JSON.arrayNode().add(1).add("x").addNull();
      case 9 -> deep(1 + random.nextInt(200));
      default -> JSON.objectNode().put("id", 6_000_000 + random.nextInt(9));
    };
  }

  private static ArrayNode deep(int levels) {
    ArrayNode outer = JSON.arrayNode();
    ArrayNode inner = outer;
    for (int i = 0; i < levels; i++) {
      inner = inner.addArray();
    }
    return outer;
  }
}
