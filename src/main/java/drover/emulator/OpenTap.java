package drover.emulator;

import java.time.Instant;

/** A pressed button that the bot has not answered yet. */
record OpenTap(String id, long user, long chat, Instant at) {}
