package drover.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A new session's making. Null leaves the choice to the server.
 *
 * @param task null: the name stands for it
 * @param requester who asks, for the server's own records
 */
public record CreateOrder(
    String name,
    @Nullable String task,
    String prompt,
    @Nullable String priority,
    @Nullable Long tokenLimit,
    @Nullable Duration expectedDuration,
    @Nullable String outputPath,
    @Nullable SessionId parent,
    String requester) {}
