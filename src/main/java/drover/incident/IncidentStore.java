package drover.incident;

import drover.chat.MessageRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps incidents and the messages that tell them. Each change is a compare-and-set that says
 * whether it was made, and counts the version up where people can see it.
 */
public interface IncidentStore {
  /**
   * Opens it; the one already there for this subject, kind and episode stays as it is.
   *
   * @param care as it is in the beginning
   */
  Incident open(
      String subject,
      Incident.Kind kind,
      long episode,
      Instant at,
      Map<String, String> data,
      Incident.Care care);

  Optional<Incident> find(long id);

  Optional<Incident> find(String subject, Incident.Kind kind, long episode);

  /** Open ones of one subject, oldest first. */
  List<Incident> open(String subject);

  /** All open ones of a kind, oldest first. */
  List<Incident> allOpen(Incident.Kind kind);

  /** Subjects of failures that somebody has taken care of. */
  List<String> ackedFailures();

  /**
   * Closes it, with which all its due times go.
   *
   * @param revisit when its messages are to be brought up to date once more; null: never
   */
  boolean close(long id, Incident.Closing closing, @Nullable Instant revisit);

  /** Once, while it is open; ends a snooze and all due times. */
  boolean ack(long id, Incident.Ack ack);

  /** While it is open and nobody has acked it; replaces an earlier snooze. */
  boolean snooze(long id, Incident.Snooze snooze, @Nullable Instant escalateAt);

  /** Those with a due time that has come, the longest due first. */
  List<Incident> due(Instant now, int limit);

  /**
   * It is told again: takes the due time away that was read, ends a snooze, and counts. Of several
   * callers one is told that it did; none when it was acked, snoozed or closed meanwhile.
   */
  boolean repeat(Incident read, @Nullable Instant next);

  /**
   * The same for its escalation.
   *
   * @param at null: there is nobody to escalate to
   */
  boolean escalate(Incident read, @Nullable Instant at);

  /** A closed one whose time to be brought up to date has come. */
  boolean revisit(Incident read);

  /**
   * Notes that a message shows it as of that version, and returns the incident as it is now; locks
   * it until the transaction ends, so that no change passes the message by. Empty when it is gone.
   */
  Optional<Incident> shown(long id, MessageRef message, int version);

  /** Every message that tells it, oldest first. */
  List<Shown> messages(long id);

  /** The person deleted it, or the chat lost it. */
  void forgetMessage(MessageRef message);

  /** A message and the version that it shows. */
  record Shown(MessageRef message, int version) {}
}
