package drover.monitor;

import drover.monitor.Belief.Stalls;
import drover.monitor.Belief.Warned;
import drover.monitor.Warnings.Warning;
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
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a fact makes us believe and what of it is told: at most one transition a step. Who
 * applies a fact repeats it until no transition follows, so an agent that is first seen stalled
 * appears and then stalls. Reads the clock and changes nothing.
 */
final class Reckoner {
  private final Patience patience;
  private final Warnings warnings;
  private final ServerTime time;
  private final Merge merge;

  Reckoner(Patience patience, Warnings warnings, ServerTime time) {
    this.patience = patience;
    this.warnings = warnings;
    this.time = time;
    this.merge = new Merge(time);
  }

  /**
   * Learns of a session without telling: its end, its stall and its warnings count as told.
   *
   * @param earlier its former life, which was told of; null when there is none
   */
  Step learn(Fact fact, @Nullable Belief earlier) {
    Merged merged = merge.first(fact);
    Verdict verdict = judge(merged, null);
    boolean stalled = verdict.status() == SessionStatus.STALLED;
    Instant now = time.ours();
    AgentLife life = Lives.of(merged.session(), earlier, now);
    Agent agent = agent(life, merged, verdict, fact.latest());
    Stalls stalls = new Stalls(0, stalled ? now : null, merged.stallReportedAt(), null);
    Warned warned = warnings.known(subject(agent, now));
    Belief belief = new Belief(agent, now, stalls, warned, verdict.isEnd() ? now : null, null);
    return new Step(belief, merged.stamp(), null, false);
  }

  /**
   * Meets a session, or a new life of one.
   *
   * @param unseenSince when at the latest it was surely not there, by our clock
   */
  Step meet(Fact fact, @Nullable Belief earlier, Instant unseenSince) {
    Merged merged = merge.first(fact);
    Verdict verdict = judge(merged, null);
    boolean suspect = isSilence(verdict);
    if (suspect) {
      verdict = awake(merged);
    }
    Instant now = time.ours();
    AgentLife life = Lives.of(merged.session(), earlier, now);
    Agent agent = agent(life, merged, verdict, fact.latest());
    Stalls stalls = new Stalls(0, null, merged.stallReportedAt(), null);
    Belief belief = new Belief(agent, now, stalls, Warned.NONE, verdict.isEnd() ? now : null, null);
    Session.Times times = agent.session().times();
    Kind kind = verdict.isEnd() ? endOf(verdict) : Kind.APPEARED;
    Instant exact = verdict.isEnd() ? times.end() : times.start();
    Transition transition = told(kind, agent, null, 0, exact, unseenSince, fact);
    return new Step(belief, merged.stamp(), transition, suspect);
  }

  /**
   * Goes on from what is believed of a living agent.
   *
   * @param lastSeen when we had last heard of it before this fact
   */
  Step next(Belief before, Instant stamp, Fact fact, Instant lastSeen) {
    Agent was = before.agent();
    Merged merged = merge.over(was.session(), before.stalls().reportedAt(), stamp, fact);
    Instant excusedAt = stillExcused(before.stalls().excusedAt(), merged.session());
    Verdict verdict = judge(merged, excusedAt);
    boolean suspect = false;
    if (before.stalls().since() != null) {
      if (!verdict.isEnd() && !merged.moved()) {
        verdict = verdict.status() == SessionStatus.STALLED ? verdict : was.verdict();
      }
    } else if (isSilence(verdict) && !confirms(fact, merged)) {
      suspect = true;
      verdict = awake(merged);
    }
    Agent agent = agent(was.life(), merged, verdict, asOf(was, fact));
    Stalls known = before.stalls();
    Stalls stalls = new Stalls(known.told(), known.since(), merged.stallReportedAt(), excusedAt);
    Belief after = before.withAgent(agent).withStalls(stalls);
    if (verdict.isEnd()) {
      return end(after, was, merged, fact, lastSeen);
    }
    boolean stalled = verdict.status() == SessionStatus.STALLED;
    if (stalled && known.since() == null) {
      return stall(after, was, merged, fact, lastSeen);
    }
    if (!stalled && known.since() != null) {
      return recovery(after, was, merged, fact, lastSeen);
    }
    Warning warning = warnings.due(subject(agent, before.metAt()), before.warned(), fact);
    if (warning == null || !warning.confirmed()) {
      return new Step(after, merged.stamp(), null, suspect || warning != null);
    }
    Transition transition =
        told(warning.kind(), agent, was, warning.episode(), warning.exact(), lastSeen, fact);
    return new Step(after.withWarned(warning.after()), merged.stamp(), transition, suspect);
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
    return new Step(before.withAgent(agent), later, null, false);
  }

  /** The server no longer knows it; a second time in the same life tells nobody anything new. */
  Step vanish(Belief before, Instant stamp, Fact.Gone fact) {
    Agent agent = before.agent();
    Belief after = before.withVanishedAt(time.ours());
    Transition transition = told(Kind.VANISHED, agent, agent, 0, null, agent.asOf(), fact);
    return new Step(after, stamp, transition, false);
  }

  /** A person says that its stall is none: the silence is counted from now on. */
  Belief excuse(Belief before) {
    Stalls stalls = before.stalls();
    Instant now = time.now();
    Session session = before.agent().session();
    Verdict verdict = judge(session, stalls.reportedAt(), now);
    Merged merged = new Merged(session, stalls.reportedAt(), now, false);
    Agent was = before.agent();
    return before
        .withAgent(agent(was.life(), merged, verdict, was.asOf()))
        .withStalls(new Stalls(stalls.told(), null, stalls.reportedAt(), now));
  }

  private Step end(Belief before, Agent was, Merged merged, Fact fact, Instant lastSeen) {
    Agent agent = before.agent();
    Stalls stalls = new Stalls(before.stalls().told(), null, null, null);
    Belief after = new Belief(agent, before.metAt(), stalls, before.warned(), time.ours(), null);
    Instant exact = agent.session().times().end();
    Instant earliest = seen(lastSeen, agent.session().times().lastActivity(), fact);
    Transition transition = told(endOf(agent.verdict()), agent, was, 0, exact, earliest, fact);
    return new Step(after, merged.stamp(), transition, false);
  }

  private Step stall(Belief before, Agent was, Merged merged, Fact fact, Instant lastSeen) {
    Agent agent = before.agent();
    int episode = before.stalls().told() + 1;
    Stalls stalls = new Stalls(episode, time.ours(), merged.stallReportedAt(), null);
    Instant activity = agent.session().times().lastActivity();
    boolean derived = agent.verdict().source() == Verdict.Source.DERIVED;
    Instant excused = before.stalls().excusedAt();
    Instant from = excused == null ? activity : excused;
    Instant exact = derived && from != null ? from.plus(patience.of(agent.session())) : null;
    Instant earliest = seen(lastSeen, activity, fact);
    Transition transition = told(Kind.STALLED, agent, was, episode, exact, earliest, fact);
    return new Step(before.withStalls(stalls), merged.stamp(), transition, false);
  }

  /** The end of a stall that was learned silently, and so never told, is not told either. */
  private Step recovery(Belief before, Agent was, Merged merged, Fact fact, Instant lastSeen) {
    Agent agent = before.agent();
    int episode = before.stalls().told();
    Stalls stalls = new Stalls(episode, null, merged.stallReportedAt(), null);
    Instant activity = agent.session().times().lastActivity();
    Transition transition =
        episode == 0 ? null : told(Kind.RECOVERED, agent, was, episode, activity, lastSeen, fact);
    return new Step(before.withStalls(stalls), merged.stamp(), transition, false);
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
  private Instant seen(Instant lastSeen, @Nullable Instant activity, Fact fact) {
    if (activity == null) {
      return lastSeen;
    }
    Instant active = time.toOurs(activity, fact.latest());
    return active.isAfter(lastSeen) ? active : lastSeen;
  }

  private Agent agent(AgentLife life, Merged merged, Verdict verdict, Instant asOf) {
    Progress progress = ProgressRule.of(merged.session(), verdict, time.now()).orElse(null);
    return new Agent(life, merged.session(), verdict, progress, asOf);
  }

  private static Instant asOf(Agent was, Fact fact) {
    boolean news = !(fact instanceof Fact.Quiet) && fact.latest().isAfter(was.asOf());
    return news ? fact.latest() : was.asOf();
  }

  private Warnings.Subject subject(Agent agent, Instant metAt) {
    Duration longest = patience.of(agent.session());
    return new Warnings.Subject(agent.session(), agent.verdict(), metAt, longest);
  }

  private Verdict judge(Merged merged, @Nullable Instant excusedAt) {
    return judge(merged.session(), merged.stallReportedAt(), excusedAt);
  }

  private Verdict judge(
      Session session, @Nullable Instant reportedAt, @Nullable Instant excusedAt) {
    StatusRule rule = patience.rule(session);
    Instant now = time.now();
    boolean excused =
        excusedAt != null && Duration.between(excusedAt, now).compareTo(rule.stallThreshold()) <= 0;
    if (!excused) {
      return rule.judge(session, now, reportedAt);
    }
    boolean saysStalled =
        SessionStatus.parse(session.status()).filter(SessionStatus.STALLED::equals).isPresent();
    return asActive(rule, saysStalled ? session.withStatus(null) : session, null);
  }

  /** The verdict as if it had just been active. */
  private Verdict awake(Merged merged) {
    StatusRule rule = patience.rule(merged.session());
    return asActive(rule, merged.session(), merged.stallReportedAt());
  }

  private Verdict asActive(StatusRule rule, Session session, @Nullable Instant reportedAt) {
    Instant activity = session.times().lastActivity();
    return rule.judge(session, activity == null ? time.now() : activity, reportedAt);
  }

  /** An excuse holds until it moves. */
  private static @Nullable Instant stillExcused(@Nullable Instant excusedAt, Session session) {
    Instant activity = session.times().lastActivity();
    return excusedAt != null && activity != null && activity.isAfter(excusedAt) ? null : excusedAt;
  }

  /** A read for this session alone that was asked for when the silence had already lasted. */
  private boolean confirms(Fact fact, Merged merged) {
    StatusRule rule = patience.rule(merged.session());
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
