/**
 * Hand-made twins of the ports, and a clock that tests move.
 *
 * <p>Begin with {@link drover.testing.SettableClock} and {@link drover.testing.DirectTransactor}.
 */
@NullMarked
package drover.testing;

import org.jspecify.annotations.NullMarked;
