package drover.emulator;

/** A file that came with a call. The bytes are shared, not copied. */
final class Upload {
  private final String fileName;
  private final String mimeType;
  private final byte[] bytes;

  Upload(String fileName, String mimeType, byte[] bytes) {
    this.fileName = fileName;
    this.mimeType = mimeType;
    this.bytes = bytes;
  }

  String fileName() {
    return fileName;
  }

  String mimeType() {
    return mimeType;
  }

  byte[] bytes() {
    return bytes;
  }
}
