package drover.emulator;

/** What became of a call. */
public enum Verdict {
  /** Done and answered. */
  OK,
  /** Never right, whatever the state of the chats: a mistake of the bot's. */
  INVALID,
  /** Well made, but the state of the chats forbids it. */
  REFUSED,
  /** Broke a rate limit. */
  LIMITED,
  /** Failed because the dial of faults said so. */
  FAULT
}
