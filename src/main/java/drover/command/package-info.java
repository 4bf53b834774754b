/**
 * What people may type and press: one small class a command, one registry for both, one role check.
 *
 * <p>Begin with {@link drover.command.Command} and {@code Reception}; {@link
 * drover.command.CommandService} wires the package.
 */
@NullMarked
package drover.command;

import org.jspecify.annotations.NullMarked;
