/**
 * The words for talking with people: addresses, calls, messages, buttons, and the ports to a chat
 * service. Nothing here knows which service it is, or what an agent is.
 *
 * <p>Begin with {@link drover.chat.ChatAddress}, {@link drover.chat.OutgoingMessage} and {@link
 * drover.chat.ChatSender}.
 */
@NullMarked
package drover.chat;

import org.jspecify.annotations.NullMarked;
