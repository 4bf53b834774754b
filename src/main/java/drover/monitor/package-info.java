/**
 * The one owner of what we believe of every agent. Events, lists and answers come in; transitions
 * go out, each once, and so does what happens to the server as a whole.
 *
 * <p>Begin with {@link drover.monitor.Monitor}, the door, then {@code Watch}, its thread's work;
 * {@code Mind} applies facts: {@code Merge} says which is newer, {@code Reckoner} what is believed
 * and told of it, and {@code Committer} how that is stored. {@code Lists} takes in lists, from
 * which {@code Restarts} and {@code Outage} tell how the server is.
 */
@NullMarked
package drover.monitor;

import org.jspecify.annotations.NullMarked;
