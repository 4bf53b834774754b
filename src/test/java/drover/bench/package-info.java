/**
 * Measurements against the budgets, each a ratio or a count taken in one run: {@code mvn -Pbench
 * test} prints the table. Nothing here runs in an ordinary build, for time on a shared machine
 * proves nothing.
 *
 * <p>Begin with {@link drover.bench.Bench}.
 */
@NullMarked
package drover.bench;

import org.jspecify.annotations.NullMarked;
