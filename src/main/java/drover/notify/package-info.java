/**
 * Turns transitions into facts for those who want them, and facts into words when they are sent.
 *
 * <p>Begin with {@code Notifier}.
 */
@NullMarked
package drover.notify;

import org.jspecify.annotations.NullMarked;
