/**
 * The Telegram adapter: one call a send with the table of Telegram's refusals, a poller that stores
 * updates before it confirms them, and the translation of updates into words of {@code
 * drover.chat}.
 *
 * <p>Begin with {@link drover.telegram.TelegramSender} and {@link drover.telegram.TelegramPoller}.
 */
@NullMarked
package drover.telegram;

import org.jspecify.annotations.NullMarked;
