package drover.emulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what Telegram marks in plain text by itself: commands, mentions, links, hashtags. */
final class AutoEntities {
  private static final Map<String, Pattern> PATTERNS =
      Map.of(
          "bot_command", Pattern.compile("(?<![\\w/<>])/\\w{1,64}(@\\w{3,32})?(?![\\w/<>])"),
          "mention", Pattern.compile("(?<![\\w/])@\\w{4,32}\\b"),
          "url", Pattern.compile("(?i)\\bhttps?://[^\\s<>\"]*[\\w/]"),
          "hashtag", Pattern.compile("(?<![\\w&])#\\w*\\p{L}\\w*"));

  private AutoEntities() {}

  static List<TextEntity> find(String text) {
    List<TextEntity> found = new ArrayList<>();
    PATTERNS.forEach(
        (type, pattern) -> {
          Matcher matcher = pattern.matcher(text);
          while (matcher.find()) {
            found.add(TextEntity.of(type, matcher.start(), matcher.end() - matcher.start()));
          }
        });
    found.sort(Comparator.comparingInt(TextEntity::offset));
    List<TextEntity> kept = new ArrayList<>();
    int end = 0;
    for (TextEntity entity : found) {
      if (entity.offset() >= end) {
        kept.add(entity);
        end = entity.end();
      }
    }
    return kept;
  }
}
