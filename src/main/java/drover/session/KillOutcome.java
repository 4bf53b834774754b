package drover.session;

import org.jspecify.annotations.Nullable;

/**
 * @param alreadyOver the server says it had ended before
 * @param status the server's word for its state after the order; null when it gives none
 */
public record KillOutcome(boolean alreadyOver, @Nullable String status) {}
