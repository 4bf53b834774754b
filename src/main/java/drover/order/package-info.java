/**
 * Carrying out what people order: kill, respawn, create. Written down before it leaves, watched
 * until it is over, never sent twice.
 *
 * <p>Begin with {@code Orders}.
 */
@NullMarked
package drover.order;

import org.jspecify.annotations.NullMarked;
