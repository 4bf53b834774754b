package drover.history;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to which agent, where, and how it ended.
 *
 * @param action the call's name: "kill", "respawn"
 * @param session the agent's id as the server names it; null when about none
 * @param outcome a stable lower-case word: "done", "refused", "failed", "unknown", "denied"
 */
public record AuditEntry(
    Instant at,
    @Nullable UserId by,
    String byName,
    ChatAddress chat,
    String action,
    @Nullable String session,
    @Nullable String agentName,
    @Nullable String detail,
    String outcome) {}
