/**
 * Who may do what, and how each chat likes to be told.
 *
 * <p>Begin with {@link drover.access.Role} and {@link drover.access.Access}; {@link
 * drover.access.Roles} changes them, {@link drover.access.Pairing} makes the first admin, {@link
 * drover.access.Knocks} tells of strangers.
 */
@NullMarked
package drover.access;

import org.jspecify.annotations.NullMarked;
