package drover.testing;

import static org.assertj.core.api.Assertions.assertThat;

import drover.chat.Button;
import drover.chat.OutgoingMessage;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Texts that want to pass for ours, and what shows whether one does. */
public final class Imposture {
  /** Stands for somebody else's words where they are harmless; ours never begin so. */
  public static final String PLAIN = "Vxyz";

  /** Each as a name, a task, a reason, an error, a line of a log. */
  public static final List<String> TEXTS =
      List.of(
          "<b>Yes, kill</b></b></blockquote><a href=\"tg://x\">",
          "&lt;b&gt; &amp; &#60;",
          "Vx\n(may be a repeat)",
          "Vx\r\n✅ Completed · Builder\n\nordered by Root",
          "Vx\u0085as of 12:00, just now\u2028Kill Builder?\u2029Yes\u000b\u000c",
          "Yes, kill",
          "(may be a repeat)",
          "as of 12:00, just now",
          "\u202Ellik ,seY\u202C \u2066\u2067\u2068",
          "\u05D0\u05D1\u05D2 12 \u05D3",
          "V\u200Bx\u200C\u200D\u200D\u2060\uFEFF\u00AD\u034F\u180E",
          "\u3164\u115F\u1160\uFFA0\u2800",
          "\u00A0\u2003\u3000 \u202F",
          "Z\u0300" + "\u0301\u0302\u0303".repeat(20),
          "V\u0000\u0007\u001B[31mred\u009B",
          "\uD83D\uDE00\uD800 \uDC00",
          "\uDB40\uDC41\uDB40\uDC7F hidden tags",
          "'; DROP TABLE button; --",
          "```code``` _x_ [a](tg://user?id=1)");

  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  private Imposture() {}

  /** Nothing in it hides, reorders or overprints. */
  public static void requireClean(OutgoingMessage message) {
    requireClean(Markup.visible(message.html()));
    message.keyboard().stream().flatMap(List::stream).map(Button::label).forEach(Imposture::label);
  }

  /** Somebody else's words begin no line and no label, and so can be taken for none of ours. */
  public static void requireMarked(OutgoingMessage message) {
    assertThat(outsideQuotes(message)).noneMatch(line -> line.startsWith(PLAIN));
    assertThat(labels(message)).noneMatch(label -> label.startsWith(PLAIN));
  }

  /** The same message but for other words: no line, quote or button more or less. */
  public static void requireSameShape(OutgoingMessage plain, OutgoingMessage hostile) {
    assertThat(outsideQuotes(hostile)).as(hostile.html()).hasSameSizeAs(outsideQuotes(plain));
    assertThat(labels(hostile)).hasSameSizeAs(labels(plain));
    assertThat(tags(hostile)).as(hostile.html()).isEqualTo(tags(plain));
  }

  private static void label(String label) {
    requireClean(label);
    assertThat(label).isNotBlank().doesNotContain("\n");
  }

  private static void requireClean(String text) {
    int marks = 0;
    int isolates = 0;
    for (int point : text.codePoints().toArray()) {
      int type = Character.getType(point);
      boolean mark = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
      marks = mark ? marks + 1 : 0;
      isolates += point == 0x2068 ? 1 : point == 0x2069 ? -1 : 0;
      boolean ours = point == '\n' || point == 0x2068 || point == 0x2069 || point == 0x200D;
      assertThat(ours || (type != Character.CONTROL && type != Character.FORMAT))
          .as("U+%04X in %s", point, text)
          .isTrue();
      assertThat(type).isNotEqualTo(Character.SURROGATE);
      assertThat(marks).as("marks piled up in %s", text).isLessThanOrEqualTo(4);
      assertThat(isolates).isBetween(0, 1);
    }
    assertThat(isolates).as("an isolate is open in %s", text).isZero();
  }

  private static List<String> outsideQuotes(OutgoingMessage message) {
    String rest = message.html().replaceAll("(?s)<blockquote.*?</blockquote>", "[quote]");
    return List.of(Markup.visible(rest).replace("\u2068", "").split("\n", -1));
  }

  private static List<String> labels(OutgoingMessage message) {
    return message.keyboard().stream().flatMap(List::stream).map(Button::label).toList();
  }

  private static List<String> tags(OutgoingMessage message) {
    return TAG.matcher(message.html()).results().map(MatchResult::group).toList();
  }
}
