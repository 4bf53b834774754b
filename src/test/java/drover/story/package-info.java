/**
 * The whole bot between a simulated server and the Telegram emulator, over sockets, told as people
 * live it: from the first {@code /start} to kill -9 in the middle of orders.
 *
 * <p>Begin with {@link drover.story.House}, then {@code StoryTest}.
 */
@NullMarked
package drover.story;

import org.jspecify.annotations.NullMarked;
