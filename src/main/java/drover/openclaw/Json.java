package drover.openclaw;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import drover.base.Redactor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as leniently as the contract's own client does: what is null, empty, of the wrong kind
 * or nonsense counts as absent, numbers may be strings, and the first alias that is present wins.
 */
final class Json {
  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  // One odd session must not cost the list, so the bounds are wide; what bounds
                  // memory is the size of the body.
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(10_000)
                          .maxNumberLength(10_000)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  // Names come from outside; interned, they would stay for ever.
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                  .build())
          .build();

  /** The mapper works out the type anew for every document. */
  private static final ObjectReader TREES = MAPPER.readerFor(JsonNode.class);

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,4})?");

  private Json() {}

  /** Broken UTF-8 becomes question marks instead of an error; a byte order mark is passed over. */
  static JsonParser parser(InputStream in) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return MAPPER.createParser(reader);
  }

  /** The whole document; a missing node when there is none. */
  static JsonNode tree(InputStream in) throws IOException {
    try (JsonParser parser = parser(in)) {
      return orMissing(MAPPER.readTree(parser));
    }
  }

  static JsonNode tree(String text) throws IOException {
    return orMissing(TREES.readTree(text));
  }

  private static JsonNode orMissing(@Nullable JsonNode node) {
    return node == null ? MissingNode.getInstance() : node;
  }

  /** The first of these fields that holds something to read. */
  static @Nullable String text(JsonNode node, String... names) {
    for (String name : names) {
      String text = text(node.path(name));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** The same for people's eyes: agents are given keys, and repeat them. */
  static @Nullable String words(Redactor redactor, JsonNode node, String... names) {
    String text = text(node, names);
    return text == null ? null : redactor.redact(text);
  }

  private static @Nullable String text(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue().isBlank() ? null : value.textValue();
    }
    return value.isNumber() && value.doubleValue() != 0 ? value.asText() : null;
  }

  /** An id: opaque, so that even blanks and zero count. */
  static @Nullable String id(JsonNode node, String... names) {
    for (String name : names) {
      JsonNode value = node.path(name);
      String id = value.isTextual() || value.isNumber() ? value.asText() : "";
      if (!id.isEmpty()) {
        return id;
      }
    }
    return null;
  }

  static @Nullable Double number(JsonNode node, String... names) {
    for (String name : names) {
      Double number = number(node.path(name));
      if (number != null) {
        return number;
      }
    }
    return null;
  }

  private static @Nullable Double number(JsonNode value) {
    double number;
    if (value.isNumber()) {
      number = value.doubleValue();
    } else if (value.isTextual()) {
      String text = value.textValue();
      String digits = text.length() > 100 ? "" : text.strip();
      digits = digits.endsWith("%") ? digits.substring(0, digits.length() - 1).strip() : digits;
      if (!NUMBER.matcher(digits).matches()) {
        return null;
      }
      number = Double.parseDouble(digits);
    } else {
      return null;
    }
    return Double.isFinite(number) ? number : null;
  }

  /** A whole number from zero; too large a one counts as the largest. */
  static @Nullable Long count(JsonNode node, String... names) {
    for (String name : names) {
      JsonNode value = node.path(name);
      Double number = number(value);
      if (number != null && number >= 0) {
        return value.isIntegralNumber() && value.canConvertToLong()
            ? value.longValue()
            : number.longValue();
      }
    }
    return null;
  }

  /** A whole number from one. */
  static @Nullable Long positive(JsonNode node, String... names) {
    for (String name : names) {
      Long count = count(node, name);
      if (count != null && count > 0) {
        return count;
      }
    }
    return null;
  }

  /** A count that fits an int; a larger one counts as the largest. */
  static @Nullable Integer small(JsonNode node, String... names) {
    Long count = count(node, names);
    return count == null ? null : (int) Math.min(Integer.MAX_VALUE, count);
  }

  /** A length of time in milliseconds, above zero. */
  static @Nullable Duration millis(JsonNode node, String... names) {
    Long millis = positive(node, names);
    return millis == null ? null : Duration.ofMillis(millis);
  }

  static @Nullable Instant time(JsonNode node, String... names) {
    for (String name : names) {
      JsonNode value = node.path(name);
      Instant time = value.isTextual() ? WireTime.parse(value.textValue()) : ofEpoch(number(value));
      if (time != null) {
        return time;
      }
    }
    return null;
  }

  private static @Nullable Instant ofEpoch(@Nullable Double number) {
    return number == null ? null : WireTime.ofEpoch(number);
  }
}
