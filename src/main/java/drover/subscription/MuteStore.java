package drover.subscription;

import drover.chat.ChatAddress;
import java.time.Instant;
import java.util.List;

/** Keeps mutes: one for each filter of a chat and topic. */
public interface MuteStore {
  /** Mutes, or moves the end of the mute with the same filter. */
  void put(Mute mute);

  /** Those that last then, the first to end first. */
  List<Mute> of(ChatAddress chat, Instant now);

  /** Ends one; returns whether it lasted then. */
  boolean remove(ChatAddress chat, AgentFilter filter, Instant now);
}
