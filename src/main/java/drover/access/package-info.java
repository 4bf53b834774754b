/**
 * Who may do what, and how each chat likes to be told.
 *
 * <p>Begin with {@link drover.access.Role} and {@link drover.access.Access}.
 */
@NullMarked
package drover.access;

import org.jspecify.annotations.NullMarked;
