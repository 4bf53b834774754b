package drover.history;

import java.time.Instant;

/** A time in which something was away, that is over. */
public record Outage(Who who, Instant from, Instant to) {
  /** What was away. */
  public enum Who {
    BOT,
    SERVER
  }
}
