package drover.monitor;

import drover.session.ServerNews;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out that the server began anew: none of the agents that ran is listed, and whoever is
 * listed is new. Such a list waits until the server says of one of those agents that it does not
 * know it. The board's thread only.
 */
final class Restarts {
  private static final Logger log = LoggerFactory.getLogger(Restarts.class);

  /** One agent that is gone is gone by itself. */
  private static final int FEWEST = 2;

  /** So often the witness may fail to answer; then the list is taken as any other. */
  private static final int PATIENCE = 3;

  private final Roster roster;
  private final Learning learning;
  private final BeliefStore store;
  private final Committer committer;
  private @Nullable Waiting waiting;
  private int failures;

  /** A list that may tell of a restart, and the agent that decides. */
  record Waiting(SessionList list, Instant answeredAt, SessionId witness) {}

  Restarts(Roster roster, Learning learning, BeliefStore store, Committer committer) {
    this.roster = roster;
    this.learning = learning;
    this.store = store;
    this.committer = committer;
  }

  /** The agent to read before this list may be believed; null when it may be at once. */
  @Nullable SessionId witness(SessionList list, Instant answeredAt) {
    waiting = null;
    Known last = failures < PATIENCE && looksNew(list) ? lastSeen() : null;
    if (last == null) {
      failures = 0;
      return null;
    }
    SessionId witness = last.belief.agent().id();
    waiting = new Waiting(list, answeredAt, witness);
    return witness;
  }

  boolean isWitness(SessionId session) {
    return waiting != null && waiting.witness().equals(session);
  }

  /** It could be read: the list is one like any other. */
  @Nullable Waiting refuted() {
    Waiting refuted = waiting;
    waiting = null;
    failures = 0;
    return refuted;
  }

  /** It could not be read, which proves nothing; the next list asks again. */
  void unanswered() {
    waiting = null;
    failures++;
  }

  /**
   * It is gone, and so are all. Returns the list, for what was heard of its agents meanwhile; null
   * when nothing could be stored, and the next list tells.
   */
  @Nullable SessionList confirmed(Instant now) {
    Waiting confirmed = waiting;
    waiting = null;
    failures = 0;
    if (confirmed == null) {
      return null;
    }
    SessionList list = confirmed.list();
    List<Known> gone = living();
    List<Belief> beliefs = new ArrayList<>();
    gone.forEach(agent -> beliefs.add(agent.belief.withVanishedAt(now)));
    List<Known> learned = new ArrayList<>();
    for (Session record : list.sessions()) {
      if (!isNews(record, confirmed)) {
        learned.add(learning.silently(record, list, confirmed.answeredAt()));
      }
    }
    learned.forEach(agent -> beliefs.add(agent.belief));
    ServerNews news = new ServerNews.Restarted(list.askedAt(), gone.size(), list.sessions().size());
    if (!committer.commit(() -> store.save(beliefs), news)) {
      return null;
    }
    gone.forEach(agent -> agent.belief = agent.belief.withVanishedAt(now));
    learned.forEach(roster::put);
    roster.change();
    log.info("The server began anew: {} agents are gone, {} there", gone.size(), learned.size());
    return list;
  }

  /** One that ended since we last looked is told, whoever it is. */
  private boolean isNews(Session record, Waiting list) {
    return Merge.isOver(record.status())
        && record.times().end() != null
        && !learning.endedBefore(record, list.answeredAt(), learning.unseenSince());
  }

  private boolean looksNew(SessionList list) {
    if (!list.isComplete() || !learning.isDone()) {
      return false;
    }
    for (Session session : list.sessions()) {
      if (roster.find(session.id()) != null) {
        return false;
      }
    }
    List<Known> living = living();
    return living.size() >= FEWEST
        && living.stream().allMatch(a -> a.belief.agent().asOf().isBefore(list.askedAt()));
  }

  private @Nullable Known lastSeen() {
    Known last = null;
    for (Known agent : living()) {
      if (last == null || agent.belief.agent().asOf().isAfter(last.belief.agent().asOf())) {
        last = agent;
      }
    }
    return last;
  }

  private List<Known> living() {
    return roster.all().stream().filter(agent -> agent.belief.isLiving()).toList();
  }
}
