package drover.openclaw;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * Makes sockets that fail once too much came since the last whole message. The library collects a
 * message of any size in memory before it shows it to anyone; this is the only place to stop it.
 */
final class CountingSockets extends SocketFactory {
  private final long limit;
  private final AtomicLong sinceMessage = new AtomicLong();

  CountingSockets(long limit) {
    this.limit = limit;
  }

  /** A whole message arrived. */
  void messageCame() {
    sinceMessage.set(0);
  }

  @Override
  public Socket createSocket() {
    messageCame();
    return new Counted();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("connected by the caller");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("connected by the caller");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException("connected by the caller");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("connected by the caller");
  }

  private final class Counted extends Socket {
    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          int value = super.read();
          count(1);
          return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          int read = super.read(buffer, offset, length);
          count(read);
          return read;
        }
      };
    }
  }

  private void count(int bytes) throws IOException {
    if (sinceMessage.addAndGet(Math.max(0, bytes)) > limit) {
      throw new BoundedInput.TooLarge("a message of more than " + limit + " bytes");
    }
  }
}
