package drover.emulator;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a method or one field of a type, as the Bot API's text states it.
 *
 * @param types alternatives, such as {@code Number} or {@code Array of MessageEntity}
 * @param requiredUnless required when any of these is missing; empty for fields that are not
 * @param exclusiveWith fields that must not stand beside this one
 * @param parsed the length counts after the parsing of entities, so it is not checked here
 */
record Field(
    String name,
    List<String> types,
    boolean required,
    List<String> requiredUnless,
    List<String> exclusiveWith,
    @JsonProperty("enum") List<String> values,
    boolean parsed,
    @Nullable Integer minLength,
    @Nullable Integer maxLength,
    @Nullable Integer minBytes,
    @Nullable Integer maxBytes,
    @Nullable Long minimum,
    @Nullable Long maximum,
    @Nullable Integer minItems,
    @Nullable Integer maxItems) {
  Field {
    types = List.copyOf(types);
    requiredUnless = orEmpty(requiredUnless);
    exclusiveWith = orEmpty(exclusiveWith);
    values = orEmpty(values);
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
