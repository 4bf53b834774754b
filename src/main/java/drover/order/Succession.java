package drover.order;

import drover.session.AgentLife;
import drover.session.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * One agent started in place of another.
 *
 * @param oldTokens what the old one had used when last seen; null when unknown
 */
public record Succession(
    AgentLife old, String oldName, @Nullable Long oldTokens, SessionId successor) {}
