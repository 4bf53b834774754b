package drover;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Asks which loopback ports are free. */
final class Ports {
  private Ports() {}

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** The usual port when it is free, else the other. */
  static int usualOr(int usual, int other) {
    return isFree(usual) ? usual : other;
  }
}
