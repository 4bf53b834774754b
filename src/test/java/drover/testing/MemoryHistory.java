package drover.testing;

import drover.history.AuditEntry;
import drover.history.AuditQuery;
import drover.history.HistoryCap;
import drover.history.HistoryEntry;
import drover.history.HistoryStore;
import drover.history.Sample;
import drover.session.SessionId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * History in memory. Tokens spent are what a test says. One thread.
 *
 * <p>Without a clock, entries are recorded when they happen.
 */
public final class MemoryHistory implements HistoryStore {
  public final List<HistoryEntry> entries = new ArrayList<>();
  public final List<Sample> samples = new ArrayList<>();
  public final List<AuditEntry> audits = new ArrayList<>();
  public long tokensSpent;
  private final IdentityHashMap<HistoryEntry, Instant> recordedAt = new IdentityHashMap<>();
  private final @Nullable Clock clock;

  public MemoryHistory() {
    clock = null;
  }

  public MemoryHistory(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void append(HistoryEntry entry) {
    entries.add(entry);
    recordedAt.put(entry, clock == null ? entry.latest() : clock.instant());
  }

  @Override
  public List<HistoryEntry> of(SessionId session, Instant since, int offset, int limit) {
    return all(since, 0, Integer.MAX_VALUE).stream()
        .filter(e -> e.life().session().equals(session))
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public List<HistoryEntry> beginning(String nameOrId, int limit) {
    String start = nameOrId.toLowerCase(Locale.ROOT);
    Set<SessionId> seen = new HashSet<>();
    return all(Instant.MIN, 0, Integer.MAX_VALUE).stream()
        .filter(
            e ->
                e.name().toLowerCase(Locale.ROOT).startsWith(start)
                    || e.life().session().value().toLowerCase(Locale.ROOT).startsWith(start))
        .filter(e -> seen.add(e.life().session()))
        .limit(limit)
        .toList();
  }

  @Override
  public List<HistoryEntry> all(Instant since, int offset, int limit) {
    return entries.stream()
        .filter(e -> !e.latest().isBefore(since))
        .sorted(Comparator.comparing(HistoryEntry::latest).reversed())
        .skip(offset)
        .limit(limit)
        .toList();
  }

  @Override
  public List<HistoryEntry> between(Instant from, Instant to, int limit) {
    return entries.stream()
        .filter(e -> !recordedAt(e).isBefore(from) && recordedAt(e).isBefore(to))
        .sorted(Comparator.comparing(this::recordedAt))
        .limit(limit)
        .toList();
  }

  private Instant recordedAt(HistoryEntry entry) {
    return recordedAt.getOrDefault(entry, entry.latest());
  }

  @Override
  public List<HistoryEntry> happened(Instant from, Instant to, int limit) {
    return entries.stream()
        .filter(e -> !e.latest().isBefore(from) && !e.earliest().isAfter(to))
        .sorted(Comparator.comparing(HistoryEntry::latest))
        .limit(limit)
        .toList();
  }

  @Override
  public void each(
      @Nullable SessionId session, Instant since, int limit, Consumer<HistoryEntry> reader) {
    (session == null ? all(since, 0, limit) : of(session, since, 0, limit)).forEach(reader);
  }

  @Override
  public void sample(List<Sample> more) {
    samples.addAll(more);
  }

  @Override
  public List<Sample> samples(SessionId session, Instant since) {
    return samples.stream()
        .filter(s -> s.life().session().equals(session) && !s.at().isBefore(since))
        .toList();
  }

  @Override
  public long tokensSpent(Instant from, Instant to) {
    return tokensSpent;
  }

  @Override
  public void audit(AuditEntry entry) {
    audits.add(entry);
  }

  @Override
  public List<AuditEntry> audits(AuditQuery query, int offset, int limit) {
    List<AuditEntry> wanted = new ArrayList<>();
    for (AuditEntry entry : audits) {
      boolean theirs =
          query.person() == null
              || query.person().equals(entry.by())
              || query.person().equals(entry.about());
      boolean its = query.session() == null || query.session().value().equals(entry.session());
      if (theirs && its && !entry.at().isBefore(query.since())) {
        wanted.add(0, entry);
      }
    }
    return wanted.stream().skip(offset).limit(limit).toList();
  }

  @Override
  public void eachAudit(AuditQuery query, int limit, Consumer<AuditEntry> reader) {
    audits(query, 0, limit).forEach(reader);
  }

  @Override
  public int deleteBefore(Instant before) {
    int size = entries.size();
    entries.removeIf(e -> e.latest().isBefore(before));
    return size - entries.size();
  }

  @Override
  public int deleteBeyond(HistoryCap cap) {
    int tooMany = (int) Math.max(0, entries.size() - cap.events());
    entries.stream()
        .sorted(Comparator.comparing(HistoryEntry::latest))
        .limit(tooMany)
        .toList()
        .forEach(entries::remove);
    return tooMany;
  }
}
