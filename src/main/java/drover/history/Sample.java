package drover.history;

import drover.session.AgentLife;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An agent's figures at a minute. */
public record Sample(
    AgentLife life,
    Instant at,
    @Nullable Integer progress,
    @Nullable Long tokensUsed,
    @Nullable Long tokensLimit) {}
