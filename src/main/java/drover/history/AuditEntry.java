package drover.history;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did what to which agent or person, where, and how it ended.
 *
 * @param action the call's name: "kill", "respawn", "create"
 * @param session the agent's id as the server names it; null when about none
 * @param by null when it was nobody with an id: the configuration, an anonymous admin
 * @param outcome a stable lower-case word: "done", "refused", "failed", "unknown", "denied"
 * @param about the person whose role it was; null when about none
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
    String outcome,
    @Nullable UserId about) {
  /** About no person. */
  public AuditEntry(
      Instant at,
      @Nullable UserId by,
      String byName,
      ChatAddress chat,
      String action,
      @Nullable String session,
      @Nullable String agentName,
      @Nullable String detail,
      String outcome) {
    this(at, by, byName, chat, action, session, agentName, detail, outcome, null);
  }
}
