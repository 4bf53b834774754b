package drover.session;

import org.jspecify.annotations.Nullable;

/**
 * @param tokenLimit null: the same as before
 * @param priority null: the same as before
 */
public record RespawnOrder(
    boolean resetProgress, @Nullable Long tokenLimit, @Nullable String priority, String reason) {}
