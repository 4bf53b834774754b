package drover.proof;

import drover.emulator.Chat;
import drover.emulator.Content;
import drover.emulator.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which ends were told, read from nothing but what stands in a chat. Agents must be named by {@link
 * #name}, so that each is found wherever it is told: in a message of its own, in a row of a message
 * for many, in what a message said before an edit.
 */
public final class Books {
  private static final Pattern NAME = Pattern.compile("\\b[WK]\\d{6}\\b");
  private static final Pattern END = Pattern.compile("completed|failed|terminated| ended|is over");
  private static final Pattern NO_END = Pattern.compile("stalled|kill \\w+ by|still alive");
  static final String REPEAT = "(may be a repeat)";
  private static final List<String> ANSWERS =
      List.of("Agents", "Kill ", "⏳", "Respawn ", "History", "You sent this");

  private final Map<String, List<Message>> tellings = new TreeMap<>();

  private Books() {}

  /** A name that no other agent has or begins with. */
  public static String name(char kind, int number) {
    return "%c%06d".formatted(kind, number);
  }

  public static Books of(Chat chat) {
    Books books = new Books();
    for (Message message : chat.fromBot()) {
      Set<String> names = new HashSet<>();
      texts(message).forEach(text -> names.addAll(ends(text)));
      for (String name : names) {
        books.tellings.computeIfAbsent(name, n -> new ArrayList<>()).add(message);
      }
    }
    return books;
  }

  /** Names that are told here at least once. */
  public Set<String> told() {
    return tellings.keySet();
  }

  public List<String> untold(Collection<String> names) {
    return names.stream().filter(name -> !tellings.containsKey(name)).sorted().toList();
  }

  /** How many messages tell an end that an earlier one told. */
  public int repeats(Collection<String> names) {
    return (int)
        names.stream()
            .flatMap(name -> messages(name).stream().skip(1))
            .map(Message::id)
            .distinct()
            .count();
  }

  /** Those that are told more than once without a word that it may be a repeat. */
  public List<String> toldTwice(Collection<String> names) {
    return names.stream()
        .filter(name -> messages(name).stream().filter(Books::claimsToBeFirst).count() > 1)
        .toList();
  }

  private List<Message> messages(String name) {
    return tellings.getOrDefault(name, List.of());
  }

  private static boolean claimsToBeFirst(Message message) {
    return texts(message).noneMatch(text -> text.contains(REPEAT));
  }

  private static Stream<String> texts(Message message) {
    return Stream.concat(
            message.versions().stream().map(Message.Version::content), Stream.of(message.content()))
        .map(Content::text);
  }

  /** Each row of a list says all about its agent, and so does the head of a single notice. */
  private static Set<String> ends(String text) {
    Set<String> names = new HashSet<>();
    if (ANSWERS.stream().anyMatch(text::startsWith)) {
      return names;
    }
    for (String line : text.split("\n", -1)) {
      String words = line.toLowerCase(Locale.ROOT);
      if (END.matcher(words).find() && !NO_END.matcher(words).find()) {
        Matcher found = NAME.matcher(line);
        while (found.find()) {
          names.add(found.group());
        }
      }
    }
    return names;
  }
}
