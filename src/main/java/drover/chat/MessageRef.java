package drover.chat;

/** A message of ours that stands in a chat. */
public record MessageRef(ChatAddress chat, long message) {}
