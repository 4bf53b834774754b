package drover.history;

import drover.session.AgentLife;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to an agent.
 *
 * @param name the agent's name then
 * @param kind a stable lower-case word: "learned", "appeared", "stalled", "recovered", "completed",
 *     "failed", "terminated", "late", "stuck-starting", "tokens-low", "tokens-used-up", "vanished",
 *     "kill", "respawn", "create"
 * @param earliest when at the earliest; the same as {@code latest} when known exactly
 * @param detail further words, not escaped: the error, the reason, the outcome; null when none
 * @param by who ordered it; null when nobody did
 * @param tokensUsed at that time; null when unknown
 * @param seconds how long the agent had run, or the stall had lasted; null when it does not apply
 */
public record HistoryEntry(
    AgentLife life,
    String name,
    String kind,
    Instant earliest,
    Instant latest,
    @Nullable String detail,
    @Nullable String by,
    @Nullable Long tokensUsed,
    @Nullable Long seconds) {}
