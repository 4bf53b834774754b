/**
 * A Telegram Bot API server in memory, for tests and for the playground: it refuses what Telegram
 * refuses, tolerates what Telegram tolerates, and lets people chat with the bot from Java.
 *
 * <p>What Telegram, its people and the way there can do to a bot, and how to make it happen:
 *
 * <table>
 *   <caption>The dial</caption>
 *   <tr><td>429 for any time, for all chats or one</td><td>{@code Fault.tooManyRequests} with
 *     {@code Faults.next} or {@code nextTo}</td></tr>
 *   <tr><td>limits of its own</td><td>on by default; {@code EmulatorConfig.withLimits}</td></tr>
 *   <tr><td>a proxy's 502, an empty answer, a cut or a time-out, each before or after the call is
 *     done</td><td>{@code Fault.Kind}</td></tr>
 *   <tr><td>slow answers</td><td>{@code Faults.latency}</td></tr>
 *   <tr><td>outage</td><td>{@code TelegramEmulator.down} and {@code up}</td></tr>
 *   <tr><td>revoked token</td><td>{@code Faults.tokenRevoked}</td></tr>
 *   <tr><td>another poller, a webhook</td><td>{@code Faults.pollConflict} or a second poll; {@code
 *     TelegramEmulator.webhookActive}</td></tr>
 *   <tr><td>updates twice, or that cannot be read</td><td>{@code TelegramEmulator.redeliver}, {@code
 *     poisonUpdate}, {@code update}</td></tr>
 *   <tr><td>a person blocks the bot, is deleted, never pressed Start</td><td>{@code
 *     Person.blocks}, {@code Chat.deactivate}, {@code Chat.started}</td></tr>
 *   <tr><td>a person deletes our message</td><td>{@code Person.deletes}</td></tr>
 *   <tr><td>kicked, rights taken or given back</td><td>{@code Person.removesBot}, {@code
 *     Chat.botBecomes}, {@code Chat.botMayPin}</td></tr>
 *   <tr><td>a topic closed, reopened, deleted</td><td>{@code Chat.closeTopic}, {@code reopenTopic},
 *     {@code deleteTopic}, {@code closeGeneral}</td></tr>
 *   <tr><td>a group has topics no more</td><td>{@code Chat.forum}</td></tr>
 *   <tr><td>a group becomes a supergroup, or is gone</td><td>{@code Chat.migrate}, {@code
 *     Chat.delete}</td></tr>
 * </table>
 *
 * <p>A call that no state of the chats would make right is logged, kept in {@code CallLog} and told
 * to every {@code CallWitness}.
 *
 * <p>Begin with {@link drover.emulator.TelegramEmulator}; a call's way is {@code BotApiServer},
 * {@code Dispatcher}, {@code Validator}, then one of the {@code …Methods}.
 */
@NullMarked
package drover.emulator;

import org.jspecify.annotations.NullMarked;
