package drover.command;

import drover.chat.ChatAddress;
import drover.session.SessionId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each chat and topic saw in its last list: a number means the agent that stood beside it when
 * the person looked. In memory, for the chats that looked last. Any thread.
 */
final class ListMemory {
  /** Row numbers stay below this; longer digits may begin an id. */
  static final int NUMBERS_BELOW = 1000;

  private static final int CHATS = 500;

  private final Map<ChatAddress, Seen> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ChatAddress, Seen> eldest) {
          return size() > CHATS;
        }
      };

  private record Seen(Map<Integer, SessionId> numbers, List<String> words) {}

  /**
   * Notes a page.
   *
   * @param words what asks for this page again
   * @param asked somebody typed for it: a new list, not another page of the one before, as is one
   *     of another filter
   */
  synchronized void shown(
      ChatAddress chat, int firstRow, List<SessionId> rows, List<String> words, boolean asked) {
    Seen last = seen.get(chat);
    boolean fresh = asked || last == null || !filter(last.words()).equals(filter(words));
    Map<Integer, SessionId> numbers = fresh || last == null ? new HashMap<>() : last.numbers();
    for (int i = 0; i < rows.size() && firstRow + i < NUMBERS_BELOW; i++) {
      numbers.put(firstRow + i, rows.get(i));
    }
    seen.put(chat, new Seen(numbers, List.copyOf(words)));
  }

  private static List<String> filter(List<String> words) {
    return words.stream().filter(word -> !word.startsWith("page:")).toList();
  }

  synchronized Optional<SessionId> at(ChatAddress chat, int number) {
    return Optional.ofNullable(seen.get(chat)).map(list -> list.numbers().get(number));
  }

  /** What asks for the last page again; empty when none was seen. */
  synchronized List<String> last(ChatAddress chat) {
    return Optional.ofNullable(seen.get(chat)).map(Seen::words).orElse(List.of());
  }

  synchronized int size() {
    return seen.size();
  }
}
