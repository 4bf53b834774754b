package drover.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A file on a message; its bytes are had by its id from {@link TelegramEmulator#file}. */
public record Attachment(
    Kind kind,
    String fileId,
    String fileName,
    @Nullable String mimeType,
    long size,
    int width,
    int height) {

  /** How a file is shown. */
  public enum Kind {
    DOCUMENT,
    PHOTO
  }

  /** Puts the file into a message of the Bot API. */
  void addTo(ObjectNode message) {
    String unique = "u" + fileId;
    if (kind == Kind.PHOTO) {
      message
          .putArray("photo")
          .addObject()
          .put("file_id", fileId)
          .put("file_unique_id", unique)
          .put("width", width)
          .put("height", height)
          .put("file_size", size);
      return;
    }
    ObjectNode document =
        message.putObject("document").put("file_id", fileId).put("file_unique_id", unique);
    document.put("file_name", fileName).put("file_size", size);
    if (mimeType != null) {
      document.put("mime_type", mimeType);
    }
  }
}
