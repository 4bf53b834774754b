package drover.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Files on their way in and out: uploads, files known by id, and getFile. */
final class Uploads {
  private static final int MOST_DOCUMENT_BYTES = 50 * 1024 * 1024;
  private static final int MOST_PHOTO_BYTES = 10 * 1024 * 1024;
  private static final int MOST_DOWNLOAD_BYTES = 20 * 1024 * 1024;
  private static final int MOST_SIDES = 10_000;
  private static final int MOST_RATIO = 20;
  private static final int MOST_FILES = 2000;
  private static final String ATTACH = "attach://";

  private final World world;
  private final FileVault vault;

  Uploads(World world, FileVault vault) {
    this.world = world;
    this.vault = vault;
  }

  void register(Map<String, ApiMethod> methods) {
    methods.put("getFile", this::getFile);
  }

  /** A file to send: new bytes, or one that is known already. */
  record Source(@Nullable Upload upload, @Nullable StoredFile known, int width, int height) {}

  /** Finds the file that a parameter means, or refuses. */
  Source source(Call call, String field, Attachment.Kind kind) {
    String text = call.text(field);
    Upload upload =
        call.files().get(text.startsWith(ATTACH) ? text.substring(ATTACH.length()) : field);
    if (upload != null) {
      return measured(upload, kind);
    }
    StoredFile known = world.state.files.get(text);
    if (known != null) {
      return new Source(null, known, 0, 0);
    }
    if (text.startsWith(ATTACH)) {
      throw ApiRefusal.invalid("file part \"" + text.substring(9) + "\" is not in the request");
    }
    throw text.contains("://")
        ? ApiRefusal.invalid("failed to get HTTP URL content: this emulator stays at home")
        : ApiRefusal.badRequest("wrong file identifier/HTTP URL specified");
  }

  private static Source measured(Upload upload, Attachment.Kind kind) {
    int size = upload.bytes().length;
    if (size == 0) {
      throw ApiRefusal.invalid("file must be non-empty");
    }
    boolean photo = kind == Attachment.Kind.PHOTO;
    if (size > (photo ? MOST_PHOTO_BYTES : MOST_DOCUMENT_BYTES)) {
      throw ApiRefusal.invalid(413, "Request Entity Too Large");
    }
    return photo ? measuredPhoto(upload) : new Source(upload, null, 0, 0);
  }

  private static Source measuredPhoto(Upload upload) {
    int width;
    int height;
    try (ImageInputStream in =
        ImageIO.createImageInputStream(new ByteArrayInputStream(upload.bytes()))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw ApiRefusal.invalid("IMAGE_PROCESS_FAILED");
      }
      ImageReader reader = readers.next();
      reader.setInput(in);
      width = reader.getWidth(0);
      height = reader.getHeight(0);
      reader.dispose();
    } catch (IOException e) {
      throw ApiRefusal.invalid("IMAGE_PROCESS_FAILED");
    }
    boolean slim = Math.max(width, height) > MOST_RATIO * Math.min(width, height);
    if (width + height > MOST_SIDES || slim) {
      throw ApiRefusal.invalid("PHOTO_INVALID_DIMENSIONS");
    }
    return new Source(upload, null, width, height);
  }

  /** Stores new bytes and returns the file as it hangs on a message. */
  Attachment keep(Source source, Attachment.Kind kind) {
    StoredFile file = source.known();
    if (file == null) {
      Upload upload = source.upload();
      if (upload == null) {
        throw new IllegalStateException("A file is neither new nor known");
      }
      file = store(upload, kind);
    }
    return new Attachment(
        kind,
        file.id(),
        file.name(),
        file.mimeType(),
        file.size(),
        source.width(),
        source.height());
  }

  private StoredFile store(Upload upload, Attachment.Kind kind) {
    long number = ++world.state.lastFileNumber;
    String id = "AgACFile" + number;
    String name = upload.fileName().isEmpty() ? "file" : upload.fileName();
    String folder = kind == Attachment.Kind.PHOTO ? "photos" : "documents";
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "" : name.substring(dot).replaceAll("[^.A-Za-z0-9]", "");
    StoredFile file =
        new StoredFile(
            id,
            folder + "/file_" + number + extension,
            name,
            upload.mimeType(),
            upload.bytes().length);
    vault.put(id, upload.bytes());
    world.state.files.put(id, file);
    if (world.state.files.size() > MOST_FILES) {
      String oldest = world.state.files.keySet().iterator().next();
      world.state.files.remove(oldest);
      vault.remove(oldest);
    }
    return file;
  }

  private JsonNode getFile(Call call) {
    StoredFile file = world.state.files.get(call.text("file_id"));
    if (file == null) {
      throw ApiRefusal.badRequest("wrong file_id or the file is temporarily unavailable");
    }
    if (file.size() > MOST_DOWNLOAD_BYTES) {
      throw ApiRefusal.badRequest("file is too big");
    }
    return Json.object()
        .put("file_id", file.id())
        .put("file_unique_id", "u" + file.id())
        .put("file_size", file.size())
        .put("file_path", file.path());
  }
}
