/**
 * What people may type and press: one small class a command, one registry for both, one role check.
 *
 * <p>Begin with {@link drover.command.Command} and {@code Reception}; {@link
 * drover.command.CommandService} wires the package.
 *
 * <p>Whose words count. A role belongs to a person, wherever they write; what a command needs may
 * be more in a group, since others read and are woken there.
 *
 * <ul>
 *   <li>In a group only {@code /cmd} and {@code /cmd@thisbot} are for us; {@code /cmd@otherbot} is
 *       for nobody here, in private too.
 *   <li>Who posts anonymously, as the group or a channel, has no id and so no role: refused, with
 *       an explanation where the chat has a subscription. Their presses come with the person's own
 *       id.
 *   <li>Forwarded messages and those composed by way of another bot are somebody else's words:
 *       known people are told to type the command themselves. A channel's post in its discussion
 *       group is passed over.
 *   <li>Edited messages and posts of channels are not even fetched: an order is not given by
 *       mending a typing error.
 *   <li>Other bots have no role, whatever their number.
 *   <li>Strangers get no answer. In private they knock, in a group they do not. A press is answered
 *       "Not for you", for an unanswered one spins.
 * </ul>
 */
@NullMarked
package drover.command;

import org.jspecify.annotations.NullMarked;
