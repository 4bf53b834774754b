/**
 * The floor: life cycle, loops, limits, secrets, health. Nothing here knows what Drover is about.
 *
 * <p>Begin with {@link drover.base.Managed} and {@link drover.base.Loop}; everything that runs is
 * one of the first and uses the second.
 */
@NullMarked
package drover.base;

import org.jspecify.annotations.NullMarked;
