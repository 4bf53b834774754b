package drover.digest;

import drover.chat.ChatAddress;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When a chat wants its digest.
 *
 * @param rule as normalized from what was typed: "09:00", "09:00 mon-fri", "every 4h", or five cron
 *     fields
 * @param zone the chat's zone, in which the rule is read
 * @param nextDue the next time, kept in the table since only there it survives everything
 * @param lastSentFor the due time of the last one sent; null before the first
 */
public record DigestPlan(
    ChatAddress chat, String rule, ZoneId zone, Instant nextDue, @Nullable Instant lastSentFor) {}
