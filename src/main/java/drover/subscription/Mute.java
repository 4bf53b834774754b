package drover.subscription;

import drover.chat.ChatAddress;
import java.time.Instant;

/**
 * Silence in a chat and topic that ends by itself.
 *
 * @param filter the agents that are muted; one that names any mutes critical ones too
 */
public record Mute(ChatAddress chat, AgentFilter filter, Instant until) {}
