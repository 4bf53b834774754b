package drover.monitor;

import drover.session.Agent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What we believe of one agent and have told of it.
 *
 * @param stalls how many stalls of this life were told
 * @param stalledSince since when, by our clock, the present stall is believed; null when not
 *     stalled
 * @param stallReportedAt the last activity, by the server's clock, that a reported stall named; it
 *     holds until newer activity. Null when none was reported
 * @param endedAt when its end was believed, by our clock; null while it lives
 */
public record Belief(
    Agent agent,
    int stalls,
    @Nullable Instant stalledSince,
    @Nullable Instant stallReportedAt,
    @Nullable Instant endedAt) {}
