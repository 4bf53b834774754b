package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** From a request's text to the text that people see: parse, clean, trim, measure. */
final class TextRules {
  static final int TEXT_LIMIT = 4096;
  static final int CAPTION_LIMIT = 1024;
  private static final int REQUEST_BYTES = 32768;
  private static final int MOST_ENTITIES = 100;

  private TextRules() {}

  static FormattedText message(ObjectNode params) {
    FormattedText text = read(params.path("text").asText(), params, "entities");
    if (text.text().isEmpty()) {
      throw ApiRefusal.invalid("message text is empty");
    }
    if (text.text().length() > TEXT_LIMIT) {
      throw ApiRefusal.invalid("message is too long");
    }
    return text;
  }

  static FormattedText caption(ObjectNode params) {
    FormattedText text = read(params.path("caption").asText(""), params, "caption_entities");
    if (text.text().length() > CAPTION_LIMIT) {
      throw ApiRefusal.invalid("message caption is too long");
    }
    return text;
  }

  /** What a person's client makes of typed text: commands, links and mentions are marked. */
  static FormattedText typed(String text) {
    return tidy(new FormattedText(text, AutoEntities.find(text)));
  }

  private static FormattedText read(String text, ObjectNode params, String entities) {
    if (text.getBytes(StandardCharsets.UTF_8).length > REQUEST_BYTES) {
      throw ApiRefusal.invalid("text is too long");
    }
    FormattedText parsed =
        switch (params.path("parse_mode").asText("").toLowerCase(Locale.ROOT)) {
          case "html" -> HtmlParser.parse(text);
          case "" -> new FormattedText(text, given(params.path(entities), text.length()));
          default ->
              throw ApiRefusal.invalid("this emulator reads HTML and entities, not Markdown");
        };
    FormattedText tidy = tidy(parsed);
    List<TextEntity> all = new ArrayList<>(tidy.entities());
    AutoEntities.find(tidy.text()).stream()
        .filter(auto -> tidy.entities().stream().noneMatch(own -> overlaps(own, auto)))
        .forEach(all::add);
    all.sort(Comparator.comparingInt(TextEntity::offset));
    return new FormattedText(tidy.text(), all.subList(0, Math.min(all.size(), MOST_ENTITIES)));
  }

  private static boolean overlaps(TextEntity own, TextEntity auto) {
    boolean touches = own.offset() < auto.end() && auto.offset() < own.end();
    boolean opaque =
        switch (own.type()) {
          case "code", "pre", "text_link", "text_mention", "custom_emoji", "date_time" -> true;
          default -> own.type().equals(auto.type());
        };
    return touches && opaque;
  }

  private static List<TextEntity> given(JsonNode list, int length) {
    List<TextEntity> entities = new ArrayList<>();
    for (JsonNode node : list) {
      TextEntity entity = TextEntity.read((ObjectNode) node);
      if (entity.offset() < 0 || entity.length() <= 0 || entity.end() > length) {
        throw ApiRefusal.invalid("can't parse MessageEntity: it lies outside of the text");
      }
      entities.add(entity);
    }
    return entities;
  }

  /** Cleans and trims as Telegram does, and moves the entities along. */
  private static FormattedText tidy(FormattedText formatted) {
    StringBuilder clean = new StringBuilder();
    int[] moved = new int[formatted.text().length() + 1];
    for (int i = 0; i < formatted.text().length(); i++) {
      moved[i] = clean.length();
      char c = formatted.text().charAt(i);
      if (c < ' ' && c != '\n') {
        clean.append(c == '\r' ? "" : " ");
      } else if (!isInvisible(c)) {
        clean.append(c);
      }
    }
    moved[formatted.text().length()] = clean.length();
    int begin = 0;
    int end = clean.length();
    while (begin < end && isBlank(clean.charAt(begin))) {
      begin++;
    }
    while (end > begin && isBlank(clean.charAt(end - 1))) {
      end--;
    }
    List<TextEntity> entities = new ArrayList<>();
    for (TextEntity entity : formatted.entities()) {
      int from = Math.max(moved[entity.offset()], begin);
      int to = Math.min(moved[Math.min(entity.end(), formatted.text().length())], end);
      if (to > from && !clean.substring(from, to).isBlank()) {
        entities.add(entity.at(from - begin, to - from));
      }
    }
    String text = clean.substring(begin, end);
    boolean onlyJoiners = text.chars().allMatch(c -> c == 0x200B || c == 0x200D || c == 0xFEFF);
    return onlyJoiners ? new FormattedText("", List.of()) : new FormattedText(text, entities);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == 0xA0 || c == 0x2000;
  }

  /** Marks that turn the direction of writing; Telegram removes them. */
  private static boolean isInvisible(char c) {
    return (c >= 0x202A && c <= 0x202E) || c == 0x2028 || c == 0x2029;
  }
}
