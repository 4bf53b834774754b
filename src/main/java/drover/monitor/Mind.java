package drover.monitor;

import drover.session.Agent;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionList;
import drover.session.Transition;
import java.time.Instant;
import java.util.Objects;
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
  private final LastWords words;
  private final Consumer<SessionId> suspects;
  private final Consumer<Transition> told;
  private final Roster roster;
  private final Learning learning;
  private final Steps steps;
  private final Strangers strangers = new Strangers();

  /** What a mind thinks with. */
  record Faculties(
      Reckoner reckoner,
      Committer committer,
      ServerTime time,
      RandomGenerator random,
      LastWords words) {}

  /**
   * @param suspects takes sessions that a fresh read should tell of
   * @param told hears of every transition after its commit
   */
  Mind(
      Faculties faculties,
      Roster roster,
      Learning learning,
      Consumer<SessionId> suspects,
      Consumer<Transition> told) {
    this.reckoner = faculties.reckoner();
    this.committer = faculties.committer();
    this.time = faculties.time();
    this.words = faculties.words();
    this.held = new Held(faculties.random());
    this.roster = roster;
    this.learning = learning;
    this.steps = new Steps(reckoner, learning, time);
    this.suspects = suspects;
    this.told = told;
  }

  /** Believes what a fact tells; a fact that cannot be stored now is kept and comes again. */
  void apply(Fact fact) {
    if (!learning.isDone()) {
      if (fact instanceof Fact.Heard heard) {
        strangers.add(heard);
      }
      return;
    }
    if (words.isSought(fact.session())) {
      words.keep(fact);
    } else if (held.has(fact.session()) || !tryApply(fact)) {
      held.add(fact, time.ours());
    }
  }

  /** Believes a whole list. False when it was to be the first and could not be stored. */
  boolean apply(SessionList list, Instant answeredAt) {
    if (!learning.isDone() && !learning.first(list, answeredAt)) {
      return false;
    }
    for (Session record : list.sessions()) {
      apply(new Fact.Whole(record, list.askedAt(), answeredAt, false));
      Known agent = roster.find(record.id());
      if (agent != null) {
        agent.absence.present();
      }
      introduce(record.id());
    }
    learning.seen(list.askedAt());
    return true;
  }

  /** Lays what was heard of a stranger on top of what is known of it now. */
  void introduce(SessionId session) {
    strangers.introduce(session).forEach(this::apply);
  }

  /** Judges every living agent anew, now that time has passed. */
  void sweep() {
    Instant now = time.ours();
    for (Known agent : roster.all()) {
      if (agent.belief.isLiving() && !held.has(agent.belief.agent().id())) {
        apply(new Fact.Quiet(agent.belief.agent().id(), now));
      }
    }
  }

  void retryHeld() {
    if (held.size() > 0) {
      held.retry(time.ours(), this::tryApply);
    }
    words.expire(time.ours());
    words.found(this::apply);
  }

  /** The database may take again what it refused. */
  void hurryHeld() {
    held.hurry(time.ours());
  }

  /** When held facts come again; null when there are none. */
  @Nullable Instant retryDue() {
    Instant held = this.held.due();
    Instant words = this.words.due();
    return held == null || (words != null && words.isBefore(held)) ? words : held;
  }

  int heldBack() {
    return held.size();
  }

  /** Gives up waiting for a read: ends and stalls are believed of an agent nobody describes. */
  void believeUndescribed(SessionId session) {
    for (Fact.Heard heard : strangers.introduce(session)) {
      if (roster.find(session) == null && !Intake.mustArrive(heard)) {
        continue;
      }
      if (held.has(session) || !tryApply(heard, true)) {
        held.add(heard, time.ours());
      }
    }
  }

  /** What a read shows, prompt included, though it may not be stored. */
  Agent look(Fact.Whole read) {
    Known agent = roster.find(read.session());
    boolean behind = held.has(read.session()) || words.isSought(read.session());
    Agent seen =
        agent != null && !behind
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

  boolean hasLearned() {
    return learning.isDone();
  }

  Strangers strangers() {
    return strangers;
  }

  private boolean tryApply(Fact fact) {
    return tryApply(fact, false);
  }

  /** False when what follows from it could not be stored. */
  private boolean tryApply(Fact fact, boolean undescribed) {
    Known first = roster.find(fact.session());
    Instant lastSeen = first == null ? learning.unseenSince() : first.belief.agent().asOf();
    boolean again = true;
    while (again) {
      Known agent = roster.find(fact.session());
      if (agent == null && fact instanceof Fact.Heard heard && !undescribed) {
        if (strangers.add(heard)) {
          suspects.accept(fact.session());
        }
        return true;
      }
      if (agent == null && !(fact instanceof Fact.Heard || fact instanceof Fact.Whole)) {
        return true;
      }
      Step step = steps.next(agent, fact, lastSeen);
      if (LastWords.areMissing(step.transition())) {
        if (words.seek(fact)) {
          return true;
        }
        step = step.withError(words.of(fact.session()));
      }
      Transition transition = step.transition();
      if (transition != null && !commit(step.after(), transition)) {
        return false;
      }
      believe(agent, step);
      again = transition != null;
      if (transition != null && transition.kind() == Transition.Kind.APPEARED) {
        lastSeen = transition.earliest();
      }
    }
    words.forget(fact.session());
    return true;
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
    if (agent == null) {
      Known met = new Known(after, step.stamp());
      met.unsaved = step.transition() == null;
      roster.put(met);
    } else {
      if (!agent.belief.equals(after)) {
        agent.unsaved =
            step.transition() == null && (agent.unsaved || !sameBut(agent.belief, after));
        agent.belief = after;
        roster.change();
      }
      agent.stamp = step.stamp();
    }
    if (step.suspect()) {
      suspects.accept(after.agent().id());
    } else if (agent != null) {
      agent.reads = 0;
      agent.nextRead = Instant.MIN;
    }
  }

  /** Whether two beliefs differ in nothing but when they were last confirmed. */
  private static boolean sameBut(Belief one, Belief other) {
    return one.agent().session().equals(other.agent().session())
        && one.agent().verdict().equals(other.agent().verdict())
        && one.stalls().equals(other.stalls())
        && Objects.equals(one.vanishedAt(), other.vanishedAt());
  }
}
