package drover.monitor;

import drover.session.SessionApiException;
import drover.session.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Decides whom to read: agents silent, late or missing for too long, and sessions that only an
 * event named. Rarer the oftener it told nothing new. The board's thread only.
 */
final class ReadPlan {
  private static final Duration RAREST = Duration.ofMinutes(10);
  private static final int STRANGER_TRIES = 3;

  private final Mind mind;
  private final Roster roster;
  private final Reads reads;
  private final Duration first;

  ReadPlan(Mind mind, Roster roster, Reads reads, Duration first) {
    this.mind = mind;
    this.roster = roster;
    this.reads = reads;
    this.first = first;
  }

  void want(SessionId session, Instant now) {
    Known agent = roster.find(session);
    if (agent != null) {
      if (!Due.isAhead(agent.nextRead, now, RAREST) && reads.ask(session)) {
        agent.reads++;
        agent.nextRead = now.plus(pause(agent.reads));
      }
      return;
    }
    Strangers.Stranger stranger = mind.strangers().all().get(session);
    if (stranger != null && !Due.isAhead(stranger.nextRead, now, RAREST) && reads.ask(session)) {
      stranger.reads++;
      stranger.nextRead = now.plus(pause(stranger.reads));
    }
  }

  /** Asks again for those nobody described yet. */
  void strangers(Instant now) {
    if (mind.hasLearned()) {
      List.copyOf(mind.strangers().all().keySet()).forEach(session -> want(session, now));
    }
  }

  void failed(SessionId session, RuntimeException why) {
    if (why instanceof SessionApiException.RateLimited limited) {
      reads.pause(limited.retryAfter());
      boolean unused = reads.ask(session);
      return;
    }
    boolean gone = why instanceof SessionApiException.NotFound;
    Known agent = roster.find(session);
    Fact.Gone missing = agent == null ? null : agent.gone();
    if (gone && missing != null) {
      mind.apply(missing);
      return;
    }
    Strangers.Stranger stranger = mind.strangers().all().get(session);
    if (stranger != null && (gone || stranger.reads >= STRANGER_TRIES)) {
      mind.believeUndescribed(session);
    }
  }

  private Duration pause(int times) {
    Duration grown = first.multipliedBy(1L << Math.min(10, times - 1));
    return grown.compareTo(RAREST) > 0 ? RAREST : grown;
  }
}
