/**
 * What happened, in our own words and for as long as we keep it: agents' lives, samples, orders.
 *
 * <p>Begin with {@link drover.history.HistoryEntry} and {@link drover.history.HistoryStore}.
 */
@NullMarked
package drover.history;

import org.jspecify.annotations.NullMarked;
