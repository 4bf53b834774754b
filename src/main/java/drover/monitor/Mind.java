package drover.monitor;

import drover.session.Agent;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionList;
import drover.session.SessionStatus;
import drover.session.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that we believe, in memory and in the database, changed by facts. What is told commits before
 * it is believed. The board's thread only.
 */
final class Mind {
  private static final Logger log = LoggerFactory.getLogger(Mind.class);

  private final Reckoner reckoner;
  private final Committer committer;
  private final ServerTime time;
  private final Held held;
  private final Consumer<SessionId> suspects;
  private final Consumer<Transition> told;
  private final Map<SessionId, Known> known = new LinkedHashMap<>();
  private final Strangers strangers = new Strangers();
  private Instant unseenSince = Instant.MAX;
  private @Nullable Instant learnedAt;
  private boolean changed = true;

  /**
   * @param suspects takes sessions that a fresh read should tell of
   * @param told hears of every transition after its commit
   */
  Mind(
      Reckoner reckoner,
      Committer committer,
      ServerTime time,
      RandomGenerator random,
      Consumer<SessionId> suspects,
      Consumer<Transition> told) {
    this.reckoner = reckoner;
    this.committer = committer;
    this.time = time;
    this.held = new Held(random);
    this.suspects = suspects;
    this.told = told;
  }

  /** Takes up what was believed before a restart. */
  void remember(BeliefStore store) {
    learnedAt = store.learnedAt().orElse(null);
    Optional<Instant> seen = store.lastSeenAt();
    for (Belief belief : store.all()) {
      Agent agent = belief.agent();
      Instant asOf = seen.filter(agent.asOf()::isBefore).orElse(agent.asOf());
      Agent now = new Agent(agent.life(), agent.session(), agent.verdict(), agent.progress(), asOf);
      Belief believed =
          new Belief(
              now,
              belief.stalls(),
              belief.stalledSince(),
              belief.stallReportedAt(),
              belief.endedAt());
      known.put(agent.id(), new Known(believed, Instant.EPOCH));
    }
    seen.ifPresent(at -> unseenSince = at);
  }

  boolean hasLearned() {
    return learnedAt != null;
  }

  /** Believes what a fact tells; a fact that cannot be stored now is kept and comes again. */
  void apply(Fact fact) {
    if (learnedAt == null) {
      if (fact instanceof Fact.Heard heard) {
        strangers.add(heard);
      }
      return;
    }
    if (held.has(fact.session()) || !tryApply(fact)) {
      held.add(fact, time.ours());
    }
  }

  /** Believes a whole list. False when it was to be the first and could not be stored. */
  boolean apply(SessionList list, Instant answeredAt, BeliefsTable table) {
    if (learnedAt == null && !learn(list, answeredAt, table)) {
      return false;
    }
    for (Session record : list.sessions()) {
      apply(new Fact.Whole(record, list.askedAt(), answeredAt, false));
      Known agent = known.get(record.id());
      if (agent != null) {
        agent.absentSince = null;
      }
      strangers.introduce(record.id()).forEach(this::apply);
    }
    unseenSince = list.askedAt();
    return true;
  }

  /** Judges every living agent anew, now that time has passed. */
  void sweep() {
    Instant now = time.ours();
    for (Known agent : known.values()) {
      if (agent.belief.endedAt() == null && !held.has(agent.belief.agent().id())) {
        apply(new Fact.Quiet(agent.belief.agent().id(), now));
      }
    }
  }

  void retryHeld() {
    if (held.size() > 0) {
      held.retry(time.ours(), this::tryApply);
    }
  }

  /** When held facts come again; null when there are none. */
  @Nullable Instant retryDue() {
    return held.due();
  }

  int heldBack() {
    return held.size();
  }

  /** Gives up waiting for a read: ends and stalls are believed of an agent nobody describes. */
  void believeUndescribed(SessionId session) {
    for (Fact.Heard heard : strangers.introduce(session)) {
      if (!known.containsKey(session) && !Intake.mustArrive(heard)) {
        continue;
      }
      if (held.has(session) || !tryApply(heard, true)) {
        held.add(heard, time.ours());
      }
    }
  }

  /** What a read shows, prompt included, though it may not be stored. */
  Agent look(Fact.Whole read) {
    Known agent = known.get(read.session());
    Agent seen =
        agent != null && !held.has(read.session())
            ? agent.belief.agent()
            : reckoner.learn(read, null).after().agent();
    Session session = seen.session().withPrompt(read.record().prompt());
    return new Agent(
        agent == null ? seen.life() : agent.belief.agent().life(),
        session,
        seen.verdict(),
        seen.progress(),
        seen.asOf());
  }

  @Nullable Known find(SessionId session) {
    return known.get(session);
  }

  Strangers strangers() {
    return strangers;
  }

  Map<SessionId, Known> all() {
    return known;
  }

  void forget(SessionId session) {
    known.remove(session);
    changed = true;
  }

  List<Agent> agents() {
    List<Agent> agents = new ArrayList<>(known.size());
    for (Known agent : known.values()) {
      agents.add(agent.belief.agent());
    }
    return agents;
  }

  /** Whether readers would see a difference since the last call. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  boolean hasChanged() {
    return changed;
  }

  private boolean learn(SessionList list, Instant answeredAt, BeliefsTable table) {
    Map<SessionId, Known> first = new LinkedHashMap<>();
    for (Session record : list.sessions()) {
      Fact.Whole whole = new Fact.Whole(record, list.askedAt(), answeredAt, false);
      Step step = reckoner.learn(whole, null);
      first.put(record.id(), new Known(step.after(), step.stamp()));
    }
    Instant now = time.ours();
    if (!table.learn(first.values().stream().map(k -> k.belief).toList(), now)) {
      return false;
    }
    known.putAll(first);
    learnedAt = now;
    changed = true;
    log.info("Learned {} agents that were there before", first.size());
    return true;
  }

  private boolean tryApply(Fact fact) {
    return tryApply(fact, false);
  }

  /** False when what follows from it could not be stored. */
  private boolean tryApply(Fact fact, boolean undescribed) {
    boolean again = true;
    while (again) {
      Known agent = known.get(fact.session());
      if (agent == null && fact instanceof Fact.Heard heard && !undescribed) {
        if (strangers.add(heard)) {
          suspects.accept(fact.session());
        }
        return true;
      }
      Step step = step(agent, fact);
      if (step.transition() != null && !commit(step.after(), step.transition())) {
        return false;
      }
      believe(agent, step);
      again = step.transition() != null;
    }
    return true;
  }

  private Step step(@Nullable Known agent, Fact fact) {
    if (agent == null) {
      return longOver(fact) ? reckoner.learn(fact, null) : reckoner.meet(fact, null, unseenSince);
    }
    Belief belief = agent.belief;
    Instant now = time.ours();
    if (agent.stamp.isAfter(now)) {
      // The clock was set back: this fact is the first by the new time.
      agent.stamp = fact.at().isBefore(now) ? fact.at() : now;
    }
    if (belief.endedAt() == null) {
      return reckoner.next(belief, agent.stamp, fact);
    }
    if (fact instanceof Fact.Whole whole && Lives.isNew(belief.agent().session(), whole.record())) {
      return reckoner.meet(fact, belief, belief.agent().asOf());
    }
    noteSecondEnd(agent, fact);
    return reckoner.afterEnd(belief, agent.stamp, fact);
  }

  /** Whether it tells of an end from before we ever looked. */
  private boolean longOver(Fact fact) {
    return fact instanceof Fact.Whole whole
        && learnedAt != null
        && Merge.isOver(whole.record().status())
        && whole.record().times().end() != null
        && time.toOurs(whole.record().times().end(), fact.latest()).isBefore(learnedAt);
  }

  private boolean commit(Belief after, Transition transition) {
    Instant now = time.ours();
    if (held.paused(now)) {
      return false;
    }
    if (!committer.commit(after, transition)) {
      held.failed(now);
      return false;
    }
    held.committed();
    told.accept(transition);
    log.info(
        "{} {} ({})", transition.kind(), transition.life(), transition.after().verdict().reason());
    return true;
  }

  private void believe(@Nullable Known agent, Step step) {
    Belief after = step.after();
    SessionId session = after.agent().id();
    if (agent == null) {
      Known met = new Known(after, step.stamp());
      met.unsaved = step.transition() == null;
      known.put(session, met);
      changed = true;
    } else {
      boolean same = sameBut(agent.belief, after);
      changed |= !agent.belief.equals(after);
      agent.unsaved = step.transition() == null && (agent.unsaved || !same);
      agent.belief = after;
      agent.stamp = step.stamp();
    }
    if (step.suspect()) {
      suspects.accept(session);
    } else if (agent != null) {
      agent.reads = 0;
      agent.nextRead = Instant.MIN;
    }
  }

  /** Whether two beliefs differ in nothing but when they were last confirmed. */
  private static boolean sameBut(Belief one, Belief other) {
    return one.agent().session().equals(other.agent().session())
        && one.agent().verdict().equals(other.agent().verdict())
        && Objects.equals(one.stallReportedAt(), other.stallReportedAt());
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
