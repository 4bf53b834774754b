package drover.history;

import drover.session.SessionId;
import java.time.Instant;
import java.util.List;

/** Keeps history. Append-only but for retention. */
public interface HistoryStore {
  void append(HistoryEntry entry);

  /** Newest first, from {@code since} on. */
  List<HistoryEntry> of(SessionId session, Instant since, int offset, int limit);

  /**
   * The newest entry of each session whose name or id begins so, whatever the case; newest first.
   */
  List<HistoryEntry> beginning(String nameOrId, int limit);

  /** Newest first, of all agents. */
  List<HistoryEntry> all(Instant since, int offset, int limit);

  /** Oldest first, {@code from} included, {@code to} not; at most {@code limit}. */
  List<HistoryEntry> between(Instant from, Instant to, int limit);

  void sample(List<Sample> samples);

  /** Oldest first. */
  List<Sample> samples(SessionId session, Instant since);

  /** Tokens that all agents together spent in a time, from samples and ends; never negative. */
  long tokensSpent(Instant from, Instant to);

  void audit(AuditEntry entry);

  List<AuditEntry> audits(Instant since, int offset, int limit);

  /** Removes what is older, audit included; returns how many rows went. */
  int deleteBefore(Instant before);
}
