package drover.monitor;

import drover.session.SessionId;
import drover.session.SessionList;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps the table near the memory once a list, notices who is missing, and forgets agents that the
 * server stopped listing long ago. The board's thread only.
 */
final class Keeping {
  private static final int MOST_AT_ONCE = 1_000;

  /**
   * Longer than facts that were told are kept: when it comes back with the same start, and its
   * stalls are counted from 1 again, none is taken for one that was told.
   */
  private static final int UNENDED_STAY = 31;

  private final Roster roster;
  private final BeliefsTable table;
  private final Duration forgetAfter;
  private final Consumer<SessionId> missing;

  /**
   * @param missing takes agents that lists miss, so that a read tells whether they are gone
   */
  Keeping(Roster roster, BeliefsTable table, Duration forgetAfter, Consumer<SessionId> missing) {
    this.roster = roster;
    this.table = table;
    this.forgetAfter = forgetAfter;
    this.missing = missing;
  }

  /** An absence counts only where the list is whole: one bad entry may be anybody. */
  void after(SessionList list, Instant now) {
    Integer total = list.total();
    if (list.unreadable() > 0 || (total != null && total > list.sessions().size())) {
      return;
    }
    noteAbsent(list, now);
    List<Known> unsaved = unsaved(MOST_AT_ONCE);
    if (table.seen(list.askedAt(), beliefs(unsaved))) {
      unsaved.forEach(agent -> agent.unsaved = false);
    }
  }

  void saveAll() {
    List<Known> unsaved = unsaved(Integer.MAX_VALUE);
    if (table.save(beliefs(unsaved))) {
      unsaved.forEach(agent -> agent.unsaved = false);
    }
  }

  private void noteAbsent(SessionList list, Instant now) {
    Set<SessionId> present = new HashSet<>();
    list.sessions().forEach(session -> present.add(session.id()));
    List<SessionId> forgotten = new ArrayList<>();
    for (Known agent : roster.all()) {
      SessionId id = agent.belief.agent().id();
      if (present.contains(id)) {
        continue;
      }
      agent.absence.missing(list, agent.belief.agent().asOf(), now);
      if (agent.gone() != null) {
        missing.accept(id);
      }
      boolean ended = agent.belief.endedAt() != null;
      Duration stay = ended ? forgetAfter : forgetAfter.multipliedBy(UNENDED_STAY);
      Instant since = agent.absence.since();
      if (since != null && !since.plus(stay).isAfter(now)) {
        forgotten.add(id);
      }
    }
    for (SessionId id : forgotten) {
      if (table.remove(id)) {
        roster.forget(id);
      }
    }
  }

  private List<Known> unsaved(int most) {
    List<Known> unsaved = new ArrayList<>();
    for (Known agent : roster.all()) {
      if (agent.unsaved && unsaved.size() < most) {
        unsaved.add(agent);
      }
    }
    return unsaved;
  }

  private static List<Belief> beliefs(List<Known> agents) {
    return agents.stream().map(agent -> agent.belief).toList();
  }
}
