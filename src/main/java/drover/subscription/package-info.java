/**
 * Who wants to be told of what.
 *
 * <p>Begin with {@link drover.subscription.Subscription} and {@link
 * drover.subscription.RuleEngine}.
 */
@NullMarked
package drover.subscription;

import org.jspecify.annotations.NullMarked;
