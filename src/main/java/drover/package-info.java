/**
 * The way in: the command line, which chooses what to assemble.
 *
 * <p>Begin with {@link drover.Main}, then read {@code drover.app.DroverApp} top to bottom.
 */
@NullMarked
package drover;

import org.jspecify.annotations.NullMarked;
