package drover.outbox;

import java.time.Instant;
import java.util.Map;

/**
 * Something to be told, in data; words are found when it is sent.
 *
 * @param data what the words will need and may be gone by then; keys and values as text
 */
public record Fact(FactKey key, Instant at, Urgency urgency, Map<String, String> data) {
  /** What goes first within a lane. */
  public enum Urgency {
    /** Failures and stalls. */
    FIRST,
    NORMAL,
    LAST
  }

  public Fact {
    data = Map.copyOf(data);
  }
}
