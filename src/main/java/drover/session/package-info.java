/**
 * The words for what a server runs: sessions, what we believe of them, and the two ports to a
 * server. Nothing here knows which server it is, or that people are told by chat.
 *
 * <p>Begin with {@link drover.session.Session}, {@link drover.session.Agent} and {@link
 * drover.session.SessionGateway}.
 */
@NullMarked
package drover.session;

import org.jspecify.annotations.NullMarked;
