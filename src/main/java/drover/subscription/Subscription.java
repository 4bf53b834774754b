package drover.subscription;

import drover.chat.ChatAddress;
import drover.chat.UserId;
import java.time.Instant;

/** One chat and topic that gets notices. A chat and topic has at most one. */
public record Subscription(long id, ChatAddress chat, Level level, UserId by, Instant since) {}
