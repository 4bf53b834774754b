package drover.command;

import drover.chat.OutgoingMessage;

/** Where a command shows its answer. One thread. */
interface Screen {
  /**
   * Shows this in place of what was shown before: the message that was pressed, or the one sent by
   * the first call.
   */
  void show(OutgoingMessage message);

  /** Shows this as a message of its own. */
  void sendNew(OutgoingMessage message);

  /** A short word over the pressed button; nothing for typed calls. */
  void toast(String text);
}
