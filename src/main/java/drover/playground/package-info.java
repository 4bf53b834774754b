/**
 * Drover to try and to show: the real bot between the simulated server and the Telegram emulator,
 * with a page where a person chats with it and drives the agents. Nothing imports it.
 *
 * <p>Begin with {@link drover.playground.Playground}.
 */
@NullMarked
package drover.playground;

import org.jspecify.annotations.NullMarked;
