/**
 * Hand-made twins of the ports, and what tests share.
 *
 * <p>Begin with {@link drover.testing.Snapshots} for anything that people read.
 */
@NullMarked
package drover.testing;

import org.jspecify.annotations.NullMarked;
