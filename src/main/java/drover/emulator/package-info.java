/**
 * A Telegram Bot API server in memory, for tests and for the playground: it refuses what Telegram
 * refuses, tolerates what Telegram tolerates, and lets people chat with the bot from Java.
 *
 * <p>Begin with {@link drover.emulator.TelegramEmulator}; a call's way is {@code BotApiServer},
 * {@code Dispatcher}, {@code Validator}, then one of the {@code …Methods}.
 */
@NullMarked
package drover.emulator;

import org.jspecify.annotations.NullMarked;
