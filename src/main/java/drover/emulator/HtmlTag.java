package drover.emulator;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An open tag of Telegram's HTML: its name, what its attributes say, and where its text began.
 *
 * @param argument the one attribute that matters to the tag, or null
 * @param format of {@code tg-time} only
 */
record HtmlTag(String name, @Nullable String argument, @Nullable String format, int begin) {
  private static final Pattern USER_LINK = Pattern.compile("tg://user\\?id=(\\d{1,18})");
  private static final Pattern WEB_LINK =
      Pattern.compile("(?i)(https?|ftp|tg|ton|tonsite|mailto|tel):.+");
  private static final Pattern DOMAIN = Pattern.compile("(?i)[\\w-]+(\\.[\\w-]+)+([/?#:].*)?");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("b", "bold"),
          Map.entry("strong", "bold"),
          Map.entry("i", "italic"),
          Map.entry("em", "italic"),
          Map.entry("u", "underline"),
          Map.entry("ins", "underline"),
          Map.entry("s", "strikethrough"),
          Map.entry("strike", "strikethrough"),
          Map.entry("del", "strikethrough"),
          Map.entry("tg-spoiler", "spoiler"),
          Map.entry("span", "spoiler"),
          Map.entry("code", "code"),
          Map.entry("pre", "pre"),
          Map.entry("a", "text_link"),
          Map.entry("blockquote", "blockquote"),
          Map.entry("tg-emoji", "custom_emoji"),
          Map.entry("tg-time", "date_time"));

  static boolean isSupported(String name) {
    return TYPES.containsKey(name);
  }

  /** The entity for the text up to {@code end}; empty where Telegram drops the tag silently. */
  Optional<TextEntity> entity(String inner, int end) {
    String type = TYPES.get(name);
    if (end <= begin || type == null) {
      return Optional.empty();
    }
    int length = end - begin;
    return switch (name) {
      case "a" -> link(inner, length);
      case "blockquote" ->
          Optional.of(
              TextEntity.of(argument == null ? type : "expandable_blockquote", begin, length));
      case "span", "tg-spoiler" -> Optional.of(TextEntity.of(type, begin, length));
      default -> Optional.of(new TextEntity(type, begin, length, argument, format));
    };
  }

  private Optional<TextEntity> link(String inner, int length) {
    String url = argument == null || argument.isEmpty() ? inner : argument;
    var user = USER_LINK.matcher(url);
    if (user.matches()) {
      return Optional.of(new TextEntity("text_mention", begin, length, user.group(1), null));
    }
    if (WEB_LINK.matcher(url).matches()) {
      return Optional.of(new TextEntity("text_link", begin, length, url, null));
    }
    return DOMAIN.matcher(url).matches()
        ? Optional.of(new TextEntity("text_link", begin, length, "http://" + url, null))
        : Optional.empty();
  }
}
