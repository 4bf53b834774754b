package drover.emulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Reads Telegram's HTML parse mode: its few tags, its four named entities and numeric ones, and its
 * complaints with byte offsets.
 *
 * <p>One object reads one text. The rules follow the behavior of Telegram's open-source TDLib.
 */
final class HtmlParser {
  private final String source;
  private final HtmlAttributes attributes;
  private final StringBuilder out = new StringBuilder();
  private final Deque<HtmlTag> open = new ArrayDeque<>();
  private final List<TextEntity> found = new ArrayList<>();
  private int at;

  private HtmlParser(String source) {
    this.source = source;
    this.attributes = new HtmlAttributes(source);
  }

  /** Returns the text and its entities, or throws the refusal that Telegram would send. */
  static FormattedText parse(String source) {
    return new HtmlParser(source).read();
  }

  private FormattedText read() {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '&') {
        readReference();
      } else if (c == '<' && at + 1 < source.length() && source.charAt(at + 1) == '/') {
        readEndTag();
      } else if (c == '<') {
        readStartTag();
      } else {
        out.append(c);
        at++;
      }
    }
    if (!open.isEmpty()) {
      throw wrong("Can't find end tag corresponding to start tag \"" + open.peek().name() + "\"");
    }
    if (hasLoneSurrogate()) {
      throw wrong(
          "Text contains invalid Unicode characters after decoding HTML entities, check for"
              + " unmatched surrogate code units");
    }
    return new FormattedText(out.toString(), tidy(found));
  }

  private void readReference() {
    var reference = HtmlReference.at(source, at);
    if (reference.isPresent()) {
      out.appendCodePoint(reference.get().point());
      at = reference.get().end();
    } else {
      out.append('&');
      at++;
    }
  }

  private void readStartTag() {
    int begin = at;
    int nameEnd = endOfWord(begin + 1);
    if (nameEnd == source.length()) {
      throw wrong("Unclosed start tag at byte offset " + bytes(begin));
    }
    String name = source.substring(begin + 1, nameEnd).toLowerCase(Locale.ROOT);
    if (!HtmlTag.isSupported(name)) {
      throw wrong("Unsupported start tag \"" + name + "\" at byte offset " + bytes(begin));
    }
    HtmlAttributes.Result result = attributes.read(name, begin, nameEnd);
    at = result.end();
    open.push(new HtmlTag(name, result.argument(), result.format(), out.length()));
  }

  private void readEndTag() {
    int begin = at;
    if (open.isEmpty()) {
      throw wrong("Unexpected end tag at byte offset " + bytes(begin));
    }
    int nameEnd = endOfWord(begin + 2);
    String name = source.substring(begin + 2, nameEnd).toLowerCase(Locale.ROOT);
    int close = nameEnd;
    while (close < source.length() && HtmlAttributes.isSpace(source.charAt(close))) {
      close++;
    }
    if (close == source.length() || source.charAt(close) != '>') {
      throw wrong("Unclosed end tag at byte offset " + bytes(begin));
    }
    HtmlTag tag = open.pop();
    if (!name.isEmpty() && !name.equals(tag.name())) {
      throw wrong(
          "Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\""
              .formatted(bytes(begin), tag.name(), name));
    }
    tag.entity(out.substring(tag.begin()), out.length()).ifPresent(this::add);
    at = close + 1;
  }

  /** {@code <pre><code class="language-…">} is one entity with a language, not two. */
  private void add(TextEntity entity) {
    if (!found.isEmpty()) {
      TextEntity inner = found.get(found.size() - 1);
      boolean same = inner.offset() == entity.offset() && inner.length() == entity.length();
      if (same && entity.type().equals("pre") && inner.type().equals("code")) {
        found.set(
            found.size() - 1,
            new TextEntity("pre", entity.offset(), entity.length(), inner.argument(), null));
        return;
      }
    }
    found.add(entity);
  }

  /** Outer entities first; nothing inside code; a language belongs to {@code pre} alone. */
  private static List<TextEntity> tidy(List<TextEntity> found) {
    List<TextEntity> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt(TextEntity::offset)
            .thenComparing(Comparator.comparingInt(TextEntity::length).reversed())
            .thenComparingInt(entity -> isCode(entity) ? 0 : 1));
    List<TextEntity> kept = new ArrayList<>();
    int codeEnd = -1;
    for (TextEntity entity : sorted) {
      if (entity.offset() < codeEnd) {
        continue;
      }
      if (isCode(entity)) {
        codeEnd = entity.end();
      }
      kept.add(
          entity.type().equals("code")
              ? TextEntity.of("code", entity.offset(), entity.length())
              : entity);
    }
    return kept;
  }

  private static boolean isCode(TextEntity entity) {
    return entity.type().equals("code") || entity.type().equals("pre");
  }

  private int endOfWord(int from) {
    int end = from;
    while (end < source.length()
        && source.charAt(end) != '>'
        && !HtmlAttributes.isSpace(source.charAt(end))) {
      end++;
    }
    return end;
  }

  private boolean hasLoneSurrogate() {
    return out.codePoints()
        .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }

  private int bytes(int index) {
    return byteOffset(source, index);
  }

  static int byteOffset(String source, int index) {
    return source.substring(0, index).getBytes(StandardCharsets.UTF_8).length;
  }

  static ApiRefusal wrong(String reason) {
    return ApiRefusal.invalid("can't parse entities: " + reason);
  }
}
