/**
 * Puts the house together by hand, from a checked configuration.
 *
 * <p>Begin with {@code DroverApp.assemble} and read it top to bottom.
 */
@NullMarked
package drover.app;

import org.jspecify.annotations.NullMarked;
