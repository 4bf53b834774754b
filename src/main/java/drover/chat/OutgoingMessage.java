package drover.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is shown in a chat.
 *
 * @param html the text in the service's HTML, values escaped, at most 4096 characters once parsed;
 *     a document's caption, at most 1024, when there is a document
 * @param keyboard rows of buttons, at most 8 in a row and 100 in all; empty: none
 * @param silent without sound
 * @param replyTo the number of the message in the same chat that this one answers; null: none. Sent
 *     all the same when that one is gone; edits leave it as it was
 * @param forceReply opens the reader's input field as an answer to this message and shows these
 *     words in it, at most 64 characters; null: does not. Not beside buttons, and such a message
 *     cannot be edited
 */
public record OutgoingMessage(
    String html,
    List<List<Button>> keyboard,
    boolean silent,
    @Nullable Attachment attachment,
    @Nullable Long replyTo,
    @Nullable String forceReply) {
  public OutgoingMessage {
    if (forceReply != null && !keyboard.isEmpty()) {
      throw new IllegalArgumentException("a message asks for a reply or has buttons, not both");
    }
    keyboard = keyboard.stream().filter(row -> !row.isEmpty()).map(List::copyOf).toList();
  }

  public OutgoingMessage(
      String html, List<List<Button>> keyboard, boolean silent, @Nullable Attachment attachment) {
    this(html, keyboard, silent, attachment, null, null);
  }

  public static OutgoingMessage of(String html) {
    return new OutgoingMessage(html, List.of(), false, null);
  }

  public static OutgoingMessage of(String html, List<List<Button>> keyboard) {
    return new OutgoingMessage(html, keyboard, false, null);
  }

  public OutgoingMessage withKeyboard(List<List<Button>> rows) {
    return new OutgoingMessage(html, rows, silent, attachment, replyTo, forceReply);
  }

  public OutgoingMessage withHtml(String newHtml) {
    return new OutgoingMessage(newHtml, keyboard, silent, attachment, replyTo, forceReply);
  }

  public OutgoingMessage withSilent(boolean quiet) {
    return new OutgoingMessage(html, keyboard, quiet, attachment, replyTo, forceReply);
  }

  public OutgoingMessage withReplyTo(@Nullable Long message) {
    return new OutgoingMessage(html, keyboard, silent, attachment, message, forceReply);
  }

  /** The same, asking for a reply; without buttons. */
  public OutgoingMessage withForceReply(@Nullable String placeholder) {
    return new OutgoingMessage(html, keyboard, silent, attachment, replyTo, placeholder);
  }

  /**
   * A file that goes with the message. The bytes are not copied: do not change them.
   *
   * @param photo shown as a picture, not as a file
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Attachment(String fileName, byte[] bytes, boolean photo) {}
}
