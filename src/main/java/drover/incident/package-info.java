/**
 * One stall or failure as people see it: open until it is over, told by messages that are edited as
 * it changes.
 *
 * <p>Begin with {@link drover.incident.Incident}.
 */
@NullMarked
package drover.incident;

import org.jspecify.annotations.NullMarked;
