/**
 * The one owner of what we believe of every agent. Events, lists and answers come in; transitions
 * go out, each once.
 *
 * <p>Begin with {@link drover.monitor.Monitor}, the door, then {@code Watch}, its thread's work;
 * {@code Merge} says which fact is newer, {@code Reckoner} what is believed and told of it, and
 * {@code Committer} how that is stored.
 */
@NullMarked
package drover.monitor;

import org.jspecify.annotations.NullMarked;
