package drover.incident;

import drover.chat.UserId;
import drover.session.AgentLife;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trouble, from its beginning to its end, as people see it.
 *
 * @param subject the key of an agent life, or {@link #SERVER}
 * @param episode which one of this kind, where the subject can have several: the stall's number
 *     within the life, the second in which an outage began; 0 for a failure
 * @param data what the words need and may be gone by the time they are found
 * @param version counts what changed for those who read of it; their messages are brought up to it
 * @param closing null while it lasts
 */
public record Incident(
    long id,
    String subject,
    Kind kind,
    long episode,
    Instant openedAt,
    Map<String, String> data,
    int version,
    Care care,
    @Nullable Closing closing) {
  /** The subject of what happens to the server as a whole. */
  public static final String SERVER = "server";

  /** What the trouble is. */
  public enum Kind {
    STALL,
    FAILURE,
    OUTAGE
  }

  public Incident {
    data = Map.copyOf(data);
  }

  public boolean isOpen() {
    return closing == null;
  }

  /** Since when people could know of it: later than its beginning where it was found late. */
  public Instant knownSince() {
    String known = data.get(Incidents.KNOWN_SINCE);
    return known == null ? openedAt : Instant.parse(known);
  }

  /** Whether it is about the server and not about an agent. */
  public boolean isOfServer() {
    return subject.equals(SERVER);
  }

  /** The agent that it is about; not for an incident of the server. */
  public AgentLife life() {
    return AgentLife.parse(subject);
  }

  /**
   * Who takes care of it, and when it wants to be heard again.
   *
   * @param ack null: nobody yet
   * @param snooze null: nobody, or it is over
   * @param repeats how often it was told again
   * @param nextRepeat when it is told again where it stands; for a closed one, when its messages
   *     are brought up to date once more; null: never
   * @param escalateAt when it is told to the chat for what nobody cares for; null: never
   * @param escalatedAt null: it was not
   */
  public record Care(
      @Nullable Ack ack,
      @Nullable Snooze snooze,
      int repeats,
      @Nullable Instant nextRepeat,
      @Nullable Instant escalateAt,
      @Nullable Instant escalatedAt) {
    public static final Care NONE = new Care(null, null, 0, null, null, null);

    /** Nobody cares yet, and these are the times at which it wants to be heard. */
    public static Care due(@Nullable Instant nextRepeat, @Nullable Instant escalateAt) {
      return new Care(null, null, 0, nextRepeat, escalateAt, null);
    }
  }

  /** Somebody takes care of it. */
  public record Ack(UserId by, String name, Instant at) {}

  /** Somebody wants to be reminded later. */
  public record Snooze(UserId by, String name, Instant until) {}

  /**
   * How it ended.
   *
   * @param outcome one of the words below, or the word for how an agent ended
   * @param by the name of the person who ended it; null when nobody did
   * @param detail with {@link #RESPAWNED} the new session, with {@link #FALSE_ALARM} the seconds of
   *     silence after which it is an alarm from now on; null when not known
   */
  public record Closing(Instant at, String outcome, @Nullable String by, @Nullable String detail) {
    public static final String RECOVERED = "recovered";
    public static final String RESPAWNED = "respawned";
    public static final String FALSE_ALARM = "false-alarm";
    public static final String BACK = "back";

    /** The server began anew and knows none of its former agents. */
    public static final String SERVER_RESTARTED = "server-restarted";

    public static Closing of(Instant at, String outcome) {
      return new Closing(at, outcome, null, null);
    }
  }
}
