package drover.monitor;

import drover.session.Transition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to believe next.
 *
 * @param stamp up to when, by our clock, the state is known
 * @param transition what to tell; null when there is nothing to tell
 * @param suspect silent for too long as far as we know, which a fresh read must confirm
 */
record Step(Belief after, Instant stamp, @Nullable Transition transition, boolean suspect) {}
