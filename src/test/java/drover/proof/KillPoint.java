package drover.proof;

/** Where the process dies. Each is reached by what servers see, not by hooks in the bot. */
enum KillPoint {
  /** At any moment of the storm. */
  ANYWHERE,
  /** An end is on the stream; it may be anywhere between socket and commit. */
  AT_A_FRAME,
  /** Telegram has a message and has not done it. */
  BEFORE_A_SEND_IS_DONE,
  /** Telegram has done it, and its answer is on the way. */
  AFTER_A_SEND_IS_DONE,
  /** A person's update was handed out and perhaps not handled. */
  AT_AN_UPDATE,
  /** The server has the kill and has not done it. */
  BEFORE_A_KILL_IS_DONE,
  /** The server has done it, and its answer never comes. */
  AFTER_A_KILL_IS_DONE,
  BEFORE_A_RESPAWN_IS_DONE,
  AFTER_A_RESPAWN_IS_DONE,
  BEFORE_A_CREATION_IS_DONE,
  AFTER_A_CREATION_IS_DONE,
  /** The list that makes good what was missed is on its way. */
  AT_A_LIST,
  /** The process is still starting: migration, recovery, the first sends. */
  WHILE_STARTING,
  /** The process was asked to stop and is not done. */
  WHILE_STOPPING
}
