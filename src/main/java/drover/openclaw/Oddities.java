package drover.openclaw;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what a server said that nobody here understands. Words are counted once each, and only so
 * many of them are remembered. Any thread.
 */
final class Oddities {
  private static final int REMEMBERED = 200;
  private static final int LONGEST = 60;

  private final AtomicLong unreadable = new AtomicLong();
  private final Set<String> statuses = ConcurrentHashMap.newKeySet();
  private final Set<String> fields = ConcurrentHashMap.newKeySet();
  private final Set<String> events = ConcurrentHashMap.newKeySet();
  private final AtomicLong unknownEvents = new AtomicLong();

  void unreadable() {
    unreadable.incrementAndGet();
  }

  void status(String word) {
    remember(statuses, word);
  }

  void field(String name) {
    remember(fields, name);
  }

  void event(String type) {
    unknownEvents.incrementAndGet();
    remember(events, type);
  }

  /** What there is of them, for a line of health; empty when there is nothing. */
  String words() {
    StringBuilder words = new StringBuilder();
    append(words, unreadable.get(), "unreadable");
    append(words, unknownEvents.get(), "of unknown type");
    append(words, statuses.size(), "unknown statuses");
    append(words, fields.size(), "unknown fields");
    return words.toString();
  }

  private static void append(StringBuilder words, long count, String what) {
    if (count > 0) {
      words.append(", ").append(count).append(' ').append(what);
    }
  }

  private static void remember(Set<String> words, String word) {
    if (words.size() < REMEMBERED) {
      words.add(word.length() > LONGEST ? word.substring(0, LONGEST) : word);
    }
  }
}
