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
 */
public record OutgoingMessage(
    String html,
    List<List<Button>> keyboard,
    boolean silent,
    @Nullable Attachment attachment,
    @Nullable Long replyTo) {
  public OutgoingMessage {
    keyboard = keyboard.stream().filter(row -> !row.isEmpty()).map(List::copyOf).toList();
  }

  public OutgoingMessage(
      String html, List<List<Button>> keyboard, boolean silent, @Nullable Attachment attachment) {
    this(html, keyboard, silent, attachment, null);
  }

  public static OutgoingMessage of(String html) {
    return new OutgoingMessage(html, List.of(), false, null);
  }

  public static OutgoingMessage of(String html, List<List<Button>> keyboard) {
    return new OutgoingMessage(html, keyboard, false, null);
  }

  public OutgoingMessage withKeyboard(List<List<Button>> rows) {
    return new OutgoingMessage(html, rows, silent, attachment, replyTo);
  }

  public OutgoingMessage withHtml(String newHtml) {
    return new OutgoingMessage(newHtml, keyboard, silent, attachment, replyTo);
  }

  public OutgoingMessage withSilent(boolean quiet) {
    return new OutgoingMessage(html, keyboard, quiet, attachment, replyTo);
  }

  public OutgoingMessage withReplyTo(@Nullable Long message) {
    return new OutgoingMessage(html, keyboard, silent, attachment, message);
  }

  /**
   * A file that goes with the message. The bytes are not copied: do not change them.
   *
   * @param photo shown as a picture, not as a file
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Attachment(String fileName, byte[] bytes, boolean photo) {}
}
