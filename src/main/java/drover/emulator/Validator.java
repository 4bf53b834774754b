package drover.emulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a call's parameters against the Bot API's data and returns them with their right types:
 * numbers that came as text become numbers, JSON that came as text becomes objects.
 *
 * <p>Immutable; any thread.
 */
final class Validator {
  private static final String ARRAY_OF = "Array of ";

  private final BotApi api;

  Validator(BotApi api) {
    this.api = api;
  }

  /**
   * Returns the parameters as the method wants them.
   *
   * @param uploads names of the multipart parts that are files
   * @param strict refuses unknown and contradicting fields, which Telegram ignores
   */
  ObjectNode check(BotApi.Method method, ObjectNode given, Set<String> uploads, boolean strict) {
    return new Check(uploads, strict).fields(method.name(), method.fields(), given, true);
  }

  /** One call's check; keeps what does not change on the way down. */
  private final class Check {
    private final Set<String> uploads;
    private final boolean strict;

    private Check(Set<String> uploads, boolean strict) {
      this.uploads = uploads;
      this.strict = strict;
    }

    private ObjectNode fields(
        String owner, Map<String, Field> fields, ObjectNode given, boolean top) {
      ObjectNode clean = Json.object();
      given
          .properties()
          .forEach(
              entry -> {
                Field field = fields.get(entry.getKey());
                if (field == null) {
                  refuseUnknown(owner, entry.getKey(), top);
                } else if (!isAbsent(field, entry.getValue(), top)) {
                  clean.set(field.name(), value(owner, field, entry.getValue(), top));
                }
              });
      for (Field field : fields.values()) {
        boolean present = clean.has(field.name()) || (top && uploads.contains(field.name()));
        if (!present) {
          requireAbsence(owner, field, clean);
        } else if (strict) {
          refuseContradiction(field, clean);
        }
      }
      return inOrder(fields, clean);
    }

    /** The same fields in one order, so that equal keyboards are equal as text. */
    private ObjectNode inOrder(Map<String, Field> fields, ObjectNode clean) {
      ObjectNode ordered = Json.object();
      for (String name : fields.keySet()) {
        if (clean.has(name)) {
          ordered.set(name, clean.get(name));
        }
      }
      return ordered;
    }

    private void refuseUnknown(String owner, String name, boolean top) {
      boolean tolerated = !strict || (top && name.equals("method"));
      if (!tolerated) {
        throw ApiRefusal.invalid("unknown field \"" + name + "\" in " + owner);
      }
    }

    /** Telegram takes an empty parameter for a missing one. */
    private boolean isAbsent(Field field, JsonNode value, boolean top) {
      return value.isNull()
          || (top && value.isTextual() && value.asText().isEmpty() && !keepsEmpty(field));
    }

    private boolean keepsEmpty(Field field) {
      return field.name().equals("url") && field.required();
    }

    private void requireAbsence(String owner, Field field, ObjectNode clean) {
      boolean excused =
          !field.requiredUnless().isEmpty() && field.requiredUnless().stream().allMatch(clean::has);
      boolean needed = field.required() || (!field.requiredUnless().isEmpty() && !excused);
      if (needed) {
        throw ApiRefusal.invalid(RefusalTexts.missing(owner, field.name()));
      }
    }

    private void refuseContradiction(Field field, ObjectNode clean) {
      boolean emptyList = clean.path(field.name()).isArray() && clean.get(field.name()).isEmpty();
      for (String other : field.exclusiveWith()) {
        if (clean.has(other) && !emptyList) {
          throw ApiRefusal.invalid(
              "field \"" + field.name() + "\" can't stand beside \"" + other + "\"");
        }
      }
    }

    private JsonNode value(String owner, Field field, JsonNode given, boolean top) {
      JsonNode value = typed(owner, field, given, top);
      FieldRules.check(owner, field, value);
      return value;
    }

    private JsonNode typed(String owner, Field field, JsonNode given, boolean top) {
      ApiRefusal first = null;
      for (String type : field.types()) {
        try {
          return oneOf(owner, field, type, given, top);
        } catch (ApiRefusal refusal) {
          boolean better = first == null || fits(field.name(), type, given, top);
          first = better ? refusal : first;
        }
      }
      throw first == null ? ApiRefusal.invalid("field has no type") : first;
    }

    /** Whether an object looks like this type, so that its complaint is the one to show. */
    private boolean fits(String name, String type, JsonNode given, boolean top) {
      JsonNode node = top && given.isTextual() ? parsed(given, name) : given;
      return api.type(type)
          .map(
              known ->
                  known.fields().values().stream()
                      .filter(Field::required)
                      .allMatch(field -> node.has(field.name())))
          .orElse(false);
    }

    private JsonNode oneOf(String owner, Field field, String type, JsonNode given, boolean top) {
      if (type.startsWith(ARRAY_OF)) {
        return array(owner, field, type.substring(ARRAY_OF.length()), given, top);
      }
      return switch (type) {
        case "Number" -> Scalars.number(field.name(), given);
        case "Boolean" -> Scalars.bool(field.name(), given, top);
        case "String", "InputFile" -> Scalars.text(field.name(), given);
        default -> object(field, type, top ? parsed(given, field.name()) : given);
      };
    }

    private ArrayNode array(String owner, Field field, String type, JsonNode given, boolean top) {
      JsonNode list = top ? parsed(given, field.name()) : given;
      if (!list.isArray()) {
        throw ApiRefusal.invalid("field \"" + field.name() + "\" must be an Array");
      }
      ArrayNode clean = Json.array();
      for (JsonNode item : list) {
        clean.add(oneOf(owner, field, type, item, false));
      }
      return clean;
    }

    private JsonNode object(Field field, String type, JsonNode given) {
      BotApi.Type known =
          api.type(type)
              .orElseThrow(() -> new IllegalStateException("The data lacks the type " + type));
      if (!known.subtypes().isEmpty()) {
        return subtype(field, type, known.subtypes(), given);
      }
      if (!given.isObject()) {
        throw ApiRefusal.invalid("field \"" + field.name() + "\" must be an Object: " + type);
      }
      ObjectNode clean = fields(type, known.fields(), (ObjectNode) given, false);
      ButtonRules.check(type, clean, strict);
      return clean;
    }

    private JsonNode subtype(Field field, String type, List<String> subtypes, JsonNode given) {
      if (type.equals("RichText") && given.isTextual()) {
        return given;
      }
      ApiRefusal last =
          ApiRefusal.invalid("field \"" + field.name() + "\" is no " + type + " that is known");
      for (String candidate : subtypes) {
        if (discriminates(candidate, given)) {
          try {
            return object(field, candidate, given);
          } catch (ApiRefusal refusal) {
            last = refusal;
          }
        }
      }
      throw last;
    }

    /** Whether the fields that name a subtype, those with one allowed value, have that value. */
    private boolean discriminates(String candidate, JsonNode given) {
      return api.type(candidate).stream()
          .flatMap(type -> type.fields().values().stream())
          .filter(field -> field.required() && field.values().size() == 1)
          .allMatch(field -> field.values().contains(given.path(field.name()).asText()));
    }

    private JsonNode parsed(JsonNode given, String name) {
      if (!given.isTextual()) {
        return given;
      }
      try {
        return Json.parse(given.asText());
      } catch (JsonProcessingException e) {
        throw ApiRefusal.invalid(RefusalTexts.unreadable(name));
      }
    }
  }
}
