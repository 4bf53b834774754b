package drover.subscription;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import java.time.Instant;

/** What one chat and topic wants to hear of some agents: at most one for each filter. */
public record Subscription(
    long id, ChatAddress chat, Level level, AgentFilter filter, UserId by, Instant since) {}
