/**
 * What operators' tools ask for over HTTP, on loopback only: {@code /health}, {@code /ready} and
 * {@code /metrics}.
 *
 * <p>Begin with {@link drover.ops.OpsServer}.
 */
@NullMarked
package drover.ops;

import org.jspecify.annotations.NullMarked;
