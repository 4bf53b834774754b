/**
 * Digests: when each chat's is due, and what is in it.
 *
 * <p>Begin with {@code Digests}; {@link drover.digest.DigestPlan} is one chat's wish.
 */
@NullMarked
package drover.digest;

import org.jspecify.annotations.NullMarked;
