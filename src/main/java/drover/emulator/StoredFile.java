package drover.emulator;

/** A file's facts; the bytes are in {@link FileVault}. */
record StoredFile(String id, String path, String name, String mimeType, long size) {}
