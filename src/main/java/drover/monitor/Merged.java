package drover.monitor;

import drover.session.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a fact makes of a session.
 *
 * @param stallReportedAt the activity at which a reported stall holds; null when none holds
 * @param stamp up to when, by our clock, its state is known
 * @param moved there was activity since
 */
record Merged(Session session, @Nullable Instant stallReportedAt, Instant stamp, boolean moved) {}
