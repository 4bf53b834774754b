package drover.access;

import drover.chat.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stranger wrote to the bot in private. */
public record Knock(UserId who, String name, @Nullable String handle, Instant at) {}
