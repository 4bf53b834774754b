package drover.monitor;

import drover.session.SessionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses what a fact means for an agent: a first meeting, the next step of a life, something after
 * its end, a return. The board's thread only.
 */
final class Steps {
  private static final Logger log = LoggerFactory.getLogger(Steps.class);

  private final Reckoner reckoner;
  private final Learning learning;
  private final ServerTime time;

  Steps(Reckoner reckoner, Learning learning, ServerTime time) {
    this.reckoner = reckoner;
    this.learning = learning;
    this.time = time;
  }

  /**
   * @param agent null when it is not known
   * @param lastSeen when we had last heard of it before this fact; for one not known, when it was
   *     surely not there
   */
  Step next(@Nullable Known agent, Fact fact, Instant lastSeen) {
    if (agent == null) {
      return learning.isLongOver(fact)
          ? reckoner.learn(fact, null)
          : reckoner.meet(fact, null, lastSeen);
    }
    Belief belief = agent.belief;
    Instant now = time.ours();
    if (agent.stamp.isAfter(now)) {
      // The clock was set back: this fact is the first by the new time.
      agent.stamp = fact.at().isBefore(now) ? fact.at() : now;
    }
    if (belief.vanishedAt() != null) {
      return afterVanishing(agent, belief.vanishedAt(), fact, lastSeen);
    }
    if (belief.endedAt() == null) {
      return fact instanceof Fact.Gone gone
          ? vanish(agent, gone)
          : reckoner.next(belief, agent.stamp, fact, lastSeen);
    }
    if (fact instanceof Fact.Whole whole && Lives.isNew(belief.agent().session(), whole.record())) {
      return reckoner.meet(fact, belief, belief.agent().asOf());
    }
    noteSecondEnd(agent, fact);
    return reckoner.afterEnd(belief, agent.stamp, fact);
  }

  /** It may have been heard of since the lists that did not have it. */
  private Step vanish(Known agent, Fact.Gone gone) {
    return gone.latest().isAfter(agent.belief.agent().asOf())
        ? reckoner.vanish(agent.belief, agent.stamp, gone)
        : new Step(agent.belief, agent.stamp, null, false);
  }

  /** A later record brings it back; an end counts whenever it comes; a hint must be looked up. */
  private Step afterVanishing(Known agent, Instant vanishedAt, Fact fact, Instant lastSeen) {
    Belief belief = agent.belief;
    if (fact instanceof Fact.Whole whole
        && Lives.isLater(belief.agent().session(), whole.record())) {
      return reckoner.meet(fact, belief, belief.agent().asOf());
    }
    boolean returns = fact instanceof Fact.Whole && fact.at().isAfter(vanishedAt);
    if (returns || SecondEnd.of(fact) != null) {
      return reckoner.next(belief.withVanishedAt(null), agent.stamp, fact, lastSeen);
    }
    return new Step(belief, agent.stamp, null, fact instanceof Fact.Heard);
  }

  private static void noteSecondEnd(Known agent, Fact fact) {
    SessionStatus word = SecondEnd.of(fact);
    SessionStatus first = agent.belief.agent().status();
    if (word != null && word != first && !agent.secondEndLogged) {
      agent.secondEndLogged = true;
      log.info(
          "Session {} was reported {} after its end ({}); the first end stands",
          fact.session(),
          word,
          first);
    }
  }
}
