package drover.access;

import drover.chat.ChatAddress;
import java.time.ZoneId;

/** How one chat and topic likes to be told. */
public record ChatSettings(ChatAddress chat, ZoneId zone) {}
