package drover.testing;

import drover.session.Agent;
import drover.session.AgentLife;
import drover.session.Progress;
import drover.session.ProgressRule;
import drover.session.Session;
import drover.session.SessionId;
import drover.session.SessionStatus;
import drover.session.Transition;
import drover.session.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** Makes agents and transitions in one line. */
public final class Agents {
  public static final Instant START = Instant.parse("2026-03-02T11:00:00Z");

  private Agents() {}

  /** A session that runs since 11:00 on 2 March 2026 and was last active at 11:30. */
  public static Session session(String id, String name) {
    return Session.of(new SessionId(id))
        .withName(name)
        .withStatus("working")
        .withTask("Merge the drafts of the constitution")
        .withTokens(new Session.Tokens(24_100L, 50_000L))
        .withTimes(new Session.Times(START, START.plus(Duration.ofMinutes(30)), null, null, null));
  }

  public static Agent agent(Session session, Verdict verdict) {
    Progress progress = ProgressRule.of(session, verdict, START).orElse(null);
    AgentLife life = new AgentLife(session.id(), "1");
    return new Agent(life, session, verdict, progress, START);
  }

  public static Agent agent(String id, String name, SessionStatus status) {
    return agent(session(id, name).withStatus(status.word()), Verdict.reported(status));
  }

  /** With the status that the kind says, reported, at that time exactly. */
  public static Transition transition(
      Transition.Kind kind, int episode, String at, UnaryOperator<Session> change) {
    SessionStatus status =
        switch (kind) {
          case APPEARED, RECOVERED, LATE, TOKENS_LOW, TOKENS_USED_UP, VANISHED ->
              SessionStatus.WORKING;
          case STUCK_STARTING -> SessionStatus.SPAWNING;
          case STALLED -> SessionStatus.STALLED;
          case COMPLETED -> SessionStatus.COMPLETED;
          case FAILED -> SessionStatus.FAILED;
          case TERMINATED -> SessionStatus.TERMINATED;
        };
    Session session =
        change.apply(session("a1b2c3d4-0000", "Constitution merge").withStatus(status.word()));
    Instant time = Instant.parse(at);
    Agent after = agent(session, Verdict.reported(status));
    return new Transition(kind, after, null, episode, time, time);
  }

  public static Transition transition(Transition.Kind kind, int episode, String at) {
    return transition(kind, episode, at, UnaryOperator.identity());
  }

  /** The same, known only to lie in a time. */
  public static Transition between(Transition transition, String earliest, String latest) {
    return new Transition(
        transition.kind(),
        transition.after(),
        transition.before(),
        transition.episode(),
        Instant.parse(earliest),
        Instant.parse(latest));
  }
}
