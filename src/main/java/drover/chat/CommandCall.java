package drover.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A command and what stands behind it, typed by a person or stored behind a button: the same
 * grammar for both. Words are parted by white space; double quotes keep one together, and a
 * backslash inside them takes the next character as it is.
 *
 * @param name lower-case, without slash
 * @param text all that follows the name, stripped
 */
public record CommandCall(String name, String text) {
  public CommandCall {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a call needs a name");
    }
    text = text.strip();
  }

  /** A call with these words, quoted where they need it, so that {@link #words} returns them. */
  public static CommandCall of(String name, String... words) {
    return new CommandCall(
        name, List.of(words).stream().map(CommandCall::quoted).collect(Collectors.joining(" ")));
  }

  /** The words; a quote left open lasts to the end. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
        any = true;
      } else if (c == '\\' && quoted && i + 1 < text.length()) {
        word.append(text.charAt(++i));
      } else if (Character.isWhitespace(c) && !quoted) {
        if (any) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
        any = true;
      }
    }
    if (any) {
      words.add(word.toString());
    }
    return List.copyOf(words);
  }

  private static String quoted(String word) {
    boolean plain =
        !word.isEmpty()
            && word.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\\');
    return plain ? word : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
