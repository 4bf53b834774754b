package drover.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/** Reads Telegram's HTML as strictly as the service: unknown, unclosed or crossed tags fail. */
public final class Markup {
  private static final Set<String> TAGS =
      Set.of("b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler");
  private static final Map<String, String> ENTITIES =
      Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"");

  private Markup() {}

  /** The text that is left once the markup is parsed; its length is what the limits count. */
  public static String visible(String html) {
    StringBuilder text = new StringBuilder();
    Deque<String> open = new ArrayDeque<>();
    int at = 0;
    while (at < html.length()) {
      char c = html.charAt(at);
      if (c == '<') {
        int end = html.indexOf('>', at);
        tag(end < 0 ? html.substring(at) : html.substring(at + 1, end), open);
        at = end < 0 ? html.length() : end + 1;
      } else if (c == '&') {
        int end = html.indexOf(';', at);
        String known = end < 0 ? null : ENTITIES.get(html.substring(at + 1, end));
        require(known != null, "an entity that nobody knows at " + at + " in " + html);
        text.append(known);
        at = end + 1;
      } else {
        require(c != '>', "a bare > at " + at + " in " + html);
        text.append(c);
        at++;
      }
    }
    require(open.isEmpty(), "unclosed " + open + " in " + html);
    return text.toString();
  }

  private static void tag(String inside, Deque<String> open) {
    boolean closing = inside.startsWith("/");
    String name = (closing ? inside.substring(1) : inside).split("[ =]", 2)[0];
    require(TAGS.contains(name), "no such tag: " + inside);
    if (closing) {
      require(name.equals(open.peek()), "</" + name + "> closes " + open.peek());
      open.pop();
    } else {
      require(!name.equals("blockquote") || !open.contains(name), "quotes cannot be nested");
      open.push(name);
    }
  }

  private static void require(boolean holds, String why) {
    if (!holds) {
      throw new AssertionError(why);
    }
  }
}
