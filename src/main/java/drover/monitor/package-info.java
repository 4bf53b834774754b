/**
 * The one owner of what we believe of every agent. Events, lists and answers come in; transitions
 * go out, each once.
 *
 * <p>Begin with {@code Monitor}; it alone touches the board, on its own thread.
 */
@NullMarked
package drover.monitor;

import org.jspecify.annotations.NullMarked;
