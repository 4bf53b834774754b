/**
 * One stall, failure or outage as people see it: open until it is over, acked, snoozed, told again
 * when nobody cares, and shown by messages that are edited as it changes.
 *
 * <p>Begin with {@link drover.incident.Incident} and {@link drover.incident.Incidents}.
 */
@NullMarked
package drover.incident;

import org.jspecify.annotations.NullMarked;
