package drover.monitor;

import drover.session.Agent;
import drover.session.Session;
import drover.session.SessionList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns silently who is there: from the table, from the first list ever, and from the list of a
 * server that began anew. The board's thread only.
 */
final class Learning {
  private static final Logger log = LoggerFactory.getLogger(Learning.class);

  private final Roster roster;
  private final Reckoner reckoner;
  private final BeliefsTable table;
  private final ServerTime time;
  private Instant unseenSince = Instant.MAX;
  private @Nullable Instant learnedAt;

  Learning(Roster roster, Reckoner reckoner, BeliefsTable table, ServerTime time) {
    this.roster = roster;
    this.reckoner = reckoner;
    this.table = table;
    this.time = time;
  }

  /** Takes up what was believed before a restart. */
  void remember(BeliefStore store) {
    learnedAt = store.learnedAt().orElse(null);
    @Nullable Instant seen = store.lastSeenAt().orElse(null);
    for (Belief belief : store.all()) {
      Agent was = belief.agent();
      boolean seenLater = seen != null && belief.vanishedAt() == null && was.asOf().isBefore(seen);
      Instant asOf = seenLater && seen != null ? seen : was.asOf();
      Agent agent = new Agent(was.life(), was.session(), was.verdict(), was.progress(), asOf);
      roster.put(new Known(belief.withAgent(agent), Instant.EPOCH));
    }
    if (seen != null) {
      unseenSince = seen;
    }
  }

  boolean isDone() {
    return learnedAt != null;
  }

  /** An agent that is not known was surely not there at this time, by our clock. */
  Instant unseenSince() {
    return unseenSince;
  }

  void seen(Instant askedAt) {
    unseenSince = askedAt;
  }

  /** Learns the first list ever. False when it could not be stored. */
  boolean first(SessionList list, Instant answeredAt) {
    List<Known> there = new ArrayList<>();
    list.sessions().forEach(record -> there.add(silently(record, list, answeredAt)));
    Instant now = time.ours();
    if (!table.learn(beliefs(there), now)) {
      return false;
    }
    there.forEach(roster::put);
    learnedAt = now;
    log.info("Learned {} agents that were there before", there.size());
    return true;
  }

  Known silently(Session record, SessionList list, Instant answeredAt) {
    Fact.Whole whole = new Fact.Whole(record, list.askedAt(), answeredAt, false);
    Step step = reckoner.learn(whole, null);
    return new Known(step.after(), step.stamp());
  }

  /** Whether it tells of an end from before we ever looked. */
  boolean isLongOver(Fact fact) {
    return fact instanceof Fact.Whole whole
        && learnedAt != null
        && endedBefore(whole.record(), fact.latest(), learnedAt);
  }

  /** Whether a record tells of an end before a time by our clock. */
  boolean endedBefore(Session record, Instant latest, Instant when) {
    return Merge.isOver(record.status())
        && record.times().end() != null
        && time.toOurs(record.times().end(), latest).isBefore(when);
  }

  private static List<Belief> beliefs(List<Known> agents) {
    return agents.stream().map(agent -> agent.belief).toList();
  }
}
