package drover.emulator;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of a start tag, up to and with its closing bracket. */
final class HtmlAttributes {
  private static final Pattern UNIX_TIME = Pattern.compile("-?\\d{1,12}");
  private static final Pattern TIME_FORMAT = Pattern.compile("r|w?[dD]?[tT]?");
  private static final Pattern EMOJI_ID = Pattern.compile("[1-9]\\d{0,18}");

  private final String source;

  HtmlAttributes(String source) {
    this.source = source;
  }

  /**
   * What a tag's attributes say.
   *
   * @param end index just after the closing bracket
   */
  record Result(@Nullable String argument, @Nullable String format, int end) {}

  Result read(String tag, int begin, int nameEnd) {
    String argument = null;
    String format = null;
    int at = afterSpace(nameEnd);
    while (charAt(at) != '>') {
      int wordEnd = at;
      while (wordEnd < source.length() && !isSpace(charAt(wordEnd)) && !isMark(charAt(wordEnd))) {
        wordEnd++;
      }
      String name = source.substring(at, wordEnd).toLowerCase(Locale.ROOT);
      if (name.isEmpty()) {
        throw wrong("Empty attribute name in the tag \"" + tag + "\"", begin);
      }
      at = afterSpace(wordEnd);
      String value = "";
      if (charAt(at) == '=') {
        at = afterSpace(at + 1);
        if (at >= source.length()) {
          throw wrong("Unclosed start tag \"" + tag + "\"", begin);
        }
        int valueEnd = endOfValue(at, begin);
        value = value(at, valueEnd);
        at = afterSpace(valueEnd);
      } else if (!tag.equals("blockquote") || !name.equals("expandable")) {
        throw wrong(
            "Expected equal sign in declaration of an attribute of the tag \"" + tag + "\"", begin);
      }
      if (tag.equals("tg-time") && name.equals("format")) {
        format = value;
      }
      String meant = argument(tag, name, value);
      argument = meant == null ? argument : meant;
    }
    checkArgument(tag, argument, format, begin);
    return new Result(argument, format, at + 1);
  }

  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0;
  }

  private static @Nullable String argument(String tag, String name, String value) {
    return switch (tag + " " + name) {
      case "a href", "tg-emoji emoji-id", "tg-time unix" -> value;
      case "code class" ->
          value.startsWith("language-") ? value.substring("language-".length()) : null;
      case "span class" -> value.equals("tg-spoiler") ? value : null;
      case "blockquote expandable" -> "1";
      default -> null;
    };
  }

  private void checkArgument(
      String tag, @Nullable String argument, @Nullable String format, int begin) {
    if (tag.equals("span") && argument == null) {
      throw wrong("Tag \"span\" must have class \"tg-spoiler\"", begin);
    }
    if (tag.equals("tg-emoji") && (argument == null || !EMOJI_ID.matcher(argument).matches())) {
      throw HtmlParser.wrong("Invalid custom emoji identifier specified");
    }
    if (tag.equals("tg-time")) {
      boolean fine = argument != null && UNIX_TIME.matcher(argument).matches();
      if (!fine || (format != null && !TIME_FORMAT.matcher(format).matches())) {
        throw HtmlParser.wrong("Invalid date-time or format specified");
      }
    }
  }

  /** The index after the value: after the closing quote, or at the end of a bare word. */
  private int endOfValue(int from, int begin) {
    char quote = source.charAt(from);
    if (quote == '"' || quote == '\'') {
      int close = source.indexOf(quote, from + 1);
      if (close < 0 || close + 1 >= source.length()) {
        throw unclosed(begin);
      }
      return close + 1;
    }
    int end = from;
    while (end < source.length() && isToken(charAt(end))) {
      end++;
    }
    if (!isSpace(charAt(end)) && charAt(end) != '>') {
      throw wrong("Unexpected end of name token", from);
    }
    if (end >= source.length()) {
      throw unclosed(begin);
    }
    return end;
  }

  private String value(int from, int end) {
    char quote = source.charAt(from);
    if (quote != '"' && quote != '\'') {
      return source.substring(from, end).toLowerCase(Locale.ROOT);
    }
    StringBuilder value = new StringBuilder();
    int at = from + 1;
    while (at < end - 1) {
      var reference =
          source.charAt(at) == '&' ? HtmlReference.at(source, at) : Optional.<HtmlReference>empty();
      if (reference.isPresent()) {
        value.appendCodePoint(reference.get().point());
        at = reference.get().end();
      } else {
        value.append(source.charAt(at));
        at++;
      }
    }
    return value.toString();
  }

  private int afterSpace(int from) {
    int at = from;
    while (at < source.length() && isSpace(charAt(at))) {
      at++;
    }
    return at;
  }

  /** The character, or 0 beyond the end, where nothing that is looked for can be. */
  private char charAt(int index) {
    return index < source.length() ? source.charAt(index) : 0;
  }

  private static boolean isMark(char c) {
    return c == '=' || c == '>';
  }

  private static boolean isToken(char c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || c == '.' || c == '-';
  }

  private ApiRefusal unclosed(int begin) {
    return wrong("Unclosed start tag", begin);
  }

  private ApiRefusal wrong(String reason, int index) {
    return HtmlParser.wrong(reason + " at byte offset " + HtmlParser.byteOffset(source, index));
  }
}
