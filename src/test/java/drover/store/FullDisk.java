package drover.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file system of H2's whose directories can be told to be full. */
public final class FullDisk extends FilePathWrapper {
  private static final String SCHEME = "fulldisk";
  private static final Set<String> FULL = ConcurrentHashMap.newKeySet();

  /** Where a database in this directory is found, on this file system. */
  public static String url(Path directory) {
    FilePath.register(new FullDisk());
    return "jdbc:h2:" + SCHEME + ":" + directory.resolve("drover").toAbsolutePath();
  }

  /** From now on every write there fails. */
  public static void fill(Path directory) {
    FULL.add(directory.toAbsolutePath().toString());
  }

  public static void free(Path directory) {
    FULL.remove(directory.toAbsolutePath().toString());
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(super.open(mode), toString());
  }

  private static final class Channel extends FileBase {
    private final FileChannel base;
    private final String name;

    Channel(FileChannel base, String name) {
      this.base = base;
      this.name = name;
    }

    @Override
    public synchronized int write(ByteBuffer from, long position) throws IOException {
      if (FULL.stream().anyMatch(name::contains)) {
        throw new IOException("No space left on device");
      }
      return base.write(from, position);
    }

    @Override
    public synchronized int write(ByteBuffer from) throws IOException {
      return write(from, base.position());
    }

    @Override
    public synchronized int read(ByteBuffer to, long position) throws IOException {
      return base.read(to, position);
    }

    @Override
    public synchronized int read(ByteBuffer to) throws IOException {
      return base.read(to);
    }

    @Override
    public long position() throws IOException {
      return base.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      return base.position(position);
    }

    @Override
    public long size() throws IOException {
      return base.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      return base.truncate(size);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      base.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return base.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      base.close();
    }
  }
}
