/**
 * Every configuration key on one page, and the loader that reports all mistakes at once.
 *
 * <p>Begin with {@link drover.config.Keys}.
 */
@NullMarked
package drover.config;

import org.jspecify.annotations.NullMarked;
