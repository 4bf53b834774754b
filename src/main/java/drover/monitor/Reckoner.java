package drover.monitor;

import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Progress;
import drover.session.ProgressRule;
import drover.session.Session;
import drover.session.SessionStatus;
import drover.session.StatusRule;
import drover.session.Transition;
import drover.session.Transition.Kind;
import drover.session.Verdict;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a fact makes us believe and what of it is told: at most one transition a step. Who
 * applies a fact repeats it until no transition follows, so an agent that is first seen stalled
 * appears and then stalls. Reads the clock and changes nothing.
 */
final class Reckoner {
  private final StatusRule rule;
  private final ServerTime time;
  private final Merge merge;

  Reckoner(StatusRule rule, ServerTime time) {
    this.rule = rule;
    this.time = time;
    this.merge = new Merge(time);
  }

  /**
   * Learns of a session without telling: its end and its stall count as told long ago.
   *
   * @param earlier its former life, which was told of; null when there is none
   */
  Step learn(Fact fact, @Nullable Belief earlier) {
    Merged merged = merge.first(fact);
    Verdict verdict = judge(merged.session(), merged.stallReportedAt());
    boolean stalled = verdict.status() == SessionStatus.STALLED;
    Agent agent =
        agent(Lives.of(merged.session(), earlier, time.ours()), merged, verdict, fact.latest());
    Instant now = time.ours();
    Belief belief =
        new Belief(
            agent, 0, stalled ? now : null, merged.stallReportedAt(), verdict.isEnd() ? now : null);
    return new Step(belief, merged.stamp(), null, false);
  }

  /**
   * Meets a session, or a new life of one.
   *
   * @param unseenSince when at the latest it was surely not there, by our clock
   */
  Step meet(Fact fact, @Nullable Belief earlier, Instant unseenSince) {
    Merged merged = merge.first(fact);
    Verdict verdict = judge(merged.session(), merged.stallReportedAt());
    boolean suspect = isSilence(verdict);
    if (suspect) {
      verdict = awake(merged);
    }
    Agent agent =
        agent(Lives.of(merged.session(), earlier, time.ours()), merged, verdict, fact.latest());
    Instant ended = verdict.isEnd() ? time.ours() : null;
    Belief belief = new Belief(agent, 0, null, merged.stallReportedAt(), ended);
    Session.Times times = agent.session().times();
    Kind kind = verdict.isEnd() ? endOf(verdict) : Kind.APPEARED;
    Instant exact = verdict.isEnd() ? times.end() : times.start();
    Transition transition = told(kind, agent, null, 0, exact, unseenSince, fact);
    return new Step(belief, merged.stamp(), transition, suspect);
  }

  /** Goes on from what is believed of a living agent. */
  Step next(Belief before, Instant stamp, Fact fact) {
    Agent was = before.agent();
    Merged merged = merge.over(was.session(), before.stallReportedAt(), stamp, fact);
    Verdict verdict = judge(merged.session(), merged.stallReportedAt());
    boolean suspect = false;
    if (before.stalledSince() != null) {
      if (!verdict.isEnd() && !merged.moved()) {
        verdict = verdict.status() == SessionStatus.STALLED ? verdict : was.verdict();
      }
    } else if (isSilence(verdict) && !confirms(fact, merged)) {
      suspect = true;
      verdict = awake(merged);
    }
    Agent agent = agent(was.life(), merged, verdict, asOf(was, fact));
    if (verdict.isEnd()) {
      return end(before, agent, merged, fact);
    }
    boolean stalled = verdict.status() == SessionStatus.STALLED;
    if (stalled && before.stalledSince() == null) {
      return stall(before, agent, merged, fact);
    }
    if (!stalled && before.stalledSince() != null) {
      return recovery(before, agent, merged, fact);
    }
    Belief after =
        new Belief(agent, before.stalls(), before.stalledSince(), merged.stallReportedAt(), null);
    return new Step(after, merged.stamp(), null, suspect);
  }

  /** Fills in what later records add to an ended life; its end stands. */
  Step afterEnd(Belief before, Instant stamp, Fact fact) {
    if (!(fact instanceof Fact.Whole whole)
        || !SessionStatus.parse(whole.record().status()).equals(before.agent().reportedStatus())) {
      return new Step(before, stamp, null, false);
    }
    Session known = before.agent().session();
    Session session = Merge.overlay(known, merge.kept(whole.record()));
    Long used = whole.record().tokens().used();
    if (used != null && !whole.at().isBefore(stamp)) {
      session = session.withTokens(session.tokens().withUsed(used));
    }
    Instant later = whole.at().isAfter(stamp) ? whole.at() : stamp;
    Merged merged = new Merged(session, null, later, false);
    Agent was = before.agent();
    Agent agent = agent(was.life(), merged, was.verdict(), asOf(was, fact));
    Belief after = new Belief(agent, before.stalls(), null, null, before.endedAt());
    return new Step(after, later, null, false);
  }

  private Step end(Belief before, Agent agent, Merged merged, Fact fact) {
    Belief after = new Belief(agent, before.stalls(), null, null, time.ours());
    Instant exact = agent.session().times().end();
    Instant earliest = seen(before, merged.session().times().lastActivity(), fact);
    Transition transition =
        told(endOf(agent.verdict()), agent, before.agent(), 0, exact, earliest, fact);
    return new Step(after, merged.stamp(), transition, false);
  }

  private Step stall(Belief before, Agent agent, Merged merged, Fact fact) {
    int episode = before.stalls() + 1;
    Instant now = time.ours();
    Belief after = new Belief(agent, episode, now, merged.stallReportedAt(), null);
    Instant activity = agent.session().times().lastActivity();
    boolean derived = agent.verdict().source() == Verdict.Source.DERIVED;
    Instant exact = derived && activity != null ? activity.plus(rule.stallThreshold()) : null;
    Instant earliest = seen(before, activity, fact);
    Transition transition =
        told(Kind.STALLED, agent, before.agent(), episode, exact, earliest, fact);
    return new Step(after, merged.stamp(), transition, false);
  }

  /** The end of a stall that was learned silently, and so never told, is not told either. */
  private Step recovery(Belief before, Agent agent, Merged merged, Fact fact) {
    Belief after = new Belief(agent, before.stalls(), null, merged.stallReportedAt(), null);
    Instant activity = agent.session().times().lastActivity();
    Transition transition =
        before.stalls() == 0
            ? null
            : told(
                Kind.RECOVERED,
                agent,
                before.agent(),
                before.stalls(),
                activity,
                before.agent().asOf(),
                fact);
    return new Step(after, merged.stamp(), transition, false);
  }

  private Transition told(
      Kind kind,
      Agent after,
      @Nullable Agent before,
      int episode,
      @Nullable Instant exact,
      Instant notBefore,
      Fact fact) {
    Instant latest = exact == null ? fact.latest() : time.toOurs(exact, fact.latest());
    Instant earliest = exact != null || notBefore.isAfter(latest) ? latest : notBefore;
    return new Transition(kind, after, before, episode, earliest, latest);
  }

  /** When it was surely not so yet: as last seen, or as last active if that is later. */
  private Instant seen(Belief before, @Nullable Instant activity, Fact fact) {
    Instant asOf = before.agent().asOf();
    if (activity == null) {
      return asOf;
    }
    Instant active = time.toOurs(activity, fact.latest());
    return active.isAfter(asOf) ? active : asOf;
  }

  private Agent agent(AgentLife life, Merged merged, Verdict verdict, Instant asOf) {
    Progress progress = ProgressRule.of(merged.session(), verdict, time.now()).orElse(null);
    return new Agent(life, merged.session(), verdict, progress, asOf);
  }

  private static Instant asOf(Agent was, Fact fact) {
    boolean news = !(fact instanceof Fact.Quiet) && fact.latest().isAfter(was.asOf());
    return news ? fact.latest() : was.asOf();
  }

  private Verdict judge(Session session, @Nullable Instant stallReportedAt) {
    return rule.judge(session, time.now(), stallReportedAt);
  }

  /** The verdict as if it had just been active. */
  private Verdict awake(Merged merged) {
    Instant activity = merged.session().times().lastActivity();
    Instant then = activity == null ? time.now() : activity;
    return rule.judge(merged.session(), then, merged.stallReportedAt());
  }

  /** A read for this session alone that was asked for when the silence had already lasted. */
  private boolean confirms(Fact fact, Merged merged) {
    return fact instanceof Fact.Whole whole
        && whole.details()
        && isSilence(
            rule.judge(merged.session(), time.toTheirs(whole.at()), merged.stallReportedAt()));
  }

  private static boolean isSilence(Verdict verdict) {
    return verdict.source() == Verdict.Source.DERIVED && verdict.status() == SessionStatus.STALLED;
  }

  private static Kind endOf(Verdict verdict) {
    return switch (verdict.status()) {
      case COMPLETED -> Kind.COMPLETED;
      case FAILED -> Kind.FAILED;
      case TERMINATED -> Kind.TERMINATED;
      case SPAWNING, WORKING, STALLED ->
          throw new IllegalArgumentException("not an end: " + verdict);
    };
  }
}
