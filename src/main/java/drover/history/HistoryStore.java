package drover.history;

import drover.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps history. Append-only but for retention. */
public interface HistoryStore {
  /** Writes it down; the time of recording is now, whenever it happened. */
  void append(HistoryEntry entry);

  /** Newest first, from {@code since} on. */
  List<HistoryEntry> of(SessionId session, Instant since, int offset, int limit);

  /**
   * The newest entry of each session whose name or id begins so, whatever the case; newest first.
   */
  List<HistoryEntry> beginning(String nameOrId, int limit);

  /** Newest first, of all agents. */
  List<HistoryEntry> all(Instant since, int offset, int limit);

  /**
   * What was recorded in a time, whenever it happened: the first recorded first, {@code from}
   * included, {@code to} not; at most {@code limit}. An end that was missed during an outage and
   * recorded after it belongs to the time of its recording, so that times laid end to end tell each
   * entry once.
   */
  List<HistoryEntry> between(Instant from, Instant to, int limit);

  /**
   * What may have happened in a time, whenever it was recorded: the first first, both ends
   * included; at most {@code limit}.
   */
  List<HistoryEntry> happened(Instant from, Instant to, int limit);

  /**
   * Hands over the newest entries one by one, newest first, without gathering them; at most {@code
   * limit}.
   *
   * @param session null: of all agents
   */
  void each(@Nullable SessionId session, Instant since, int limit, Consumer<HistoryEntry> reader);

  void sample(List<Sample> samples);

  /** Oldest first. */
  List<Sample> samples(SessionId session, Instant since);

  /**
   * Tokens that all agents together spent in a time as far as was recorded in it, from samples and
   * ends; never negative. Times laid end to end count each token once. A figure that falls is a
   * counter that began anew: what comes on top of it counts.
   */
  long tokensSpent(Instant from, Instant to);

  void audit(AuditEntry entry);

  /** Newest first. */
  List<AuditEntry> audits(AuditQuery query, int offset, int limit);

  /** Hands over the newest ones one by one, newest first; at most {@code limit}. */
  void eachAudit(AuditQuery query, int limit, Consumer<AuditEntry> reader);

  /** Removes what is older, audit included; returns how many rows went. */
  int deleteBefore(Instant before);

  /** Forgets the oldest of what is more than the cap allows; returns how many rows went. */
  int deleteBeyond(HistoryCap cap);
}
