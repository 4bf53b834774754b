package drover.chat;

import java.util.List;

/**
 * The chat service's calls, one call each: no retry, no pacing, no waiting. Any thread; blocks
 * until the service answers or the time is up. Throws nothing: refusals are results.
 *
 * <p>Messages come stamped by a {@link TokenMint}.
 */
public interface ChatSender {
  SendResult send(ChatAddress to, OutgoingMessage message);

  /** Replaces text and keyboard. */
  SendResult edit(MessageRef message, OutgoingMessage content);

  /** Replaces the keyboard alone; an empty one removes it. */
  SendResult editKeyboard(MessageRef message, List<List<Button>> keyboard);

  SendResult delete(MessageRef message);

  SendResult pin(MessageRef message);

  SendResult unpin(MessageRef message);

  /**
   * Ends the spinning of a pressed button.
   *
   * @param text at most 200 characters; empty: only ends the spinning
   * @param alert shown as a box to be closed
   */
  void answerPress(String pressId, String text, boolean alert);

  /** From now on these are the lists of commands. Returns at once; they come about in time. */
  void publishMenus(Menus menus);
}
