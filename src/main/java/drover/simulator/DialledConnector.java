package drover.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.WebSocketConnection;

/**
 * A listener whose event streams can go deaf and dumb: what the server writes to them, pongs
 * included, vanishes, as behind a router that forgot the connection.
 */
final class DialledConnector extends ServerConnector {
  private final BooleanSupplier halfOpen;

  DialledConnector(Server server, HttpConfiguration http, BooleanSupplier halfOpen) {
    super(server, 1, 1, new HttpConnectionFactory(http));
    this.halfOpen = halfOpen;
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    SocketChannelEndPoint endPoint =
        new DialledEndPoint(channel, selector, key, getScheduler(), halfOpen);
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  private static final class DialledEndPoint extends SocketChannelEndPoint {
    private final BooleanSupplier halfOpen;

    DialledEndPoint(
        SocketChannel channel,
        ManagedSelector selector,
        SelectionKey key,
        Scheduler scheduler,
        BooleanSupplier halfOpen) {
      super(channel, selector, key, scheduler);
      this.halfOpen = halfOpen;
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
      if (!(getConnection() instanceof WebSocketConnection) || !halfOpen.getAsBoolean()) {
        return super.flush(buffers);
      }
      for (ByteBuffer buffer : buffers) {
        buffer.position(buffer.limit());
      }
      return true;
    }
  }
}
