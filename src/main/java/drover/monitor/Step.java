package drover.monitor;

import drover.session.Agent;
import drover.session.Transition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to believe next.
 *
 * @param stamp up to when, by our clock, the state is known
 * @param transition what to tell; null when there is nothing to tell
 * @param suspect as far as we know something happened that only time tells, which a fresh read must
 *     confirm
 */
record Step(Belief after, Instant stamp, @Nullable Transition transition, boolean suspect) {

  /** The same with what a failed agent said last; null changes nothing. */
  Step withError(@Nullable String error) {
    if (error == null || transition == null) {
      return this;
    }
    Agent was = after.agent();
    Agent agent =
        new Agent(
            was.life(), was.session().withError(error), was.verdict(), was.progress(), was.asOf());
    Transition told =
        new Transition(
            transition.kind(),
            agent,
            transition.before(),
            transition.episode(),
            transition.earliest(),
            transition.latest());
    return new Step(after.withAgent(agent), stamp, told, suspect);
  }
}
