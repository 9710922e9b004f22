package nestor.server.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Stands before a server, hands on what is said, and keeps what its clients said. */
final class RecordingProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final int behind;
  private volatile UnaryOperator<String> changed = UnaryOperator.identity();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  RecordingProxy(int behind) throws IOException {
    this.behind = behind;
    this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    run(this::accept);
  }

  /** From now on the server gets to hear something else than what clients say. */
  void changing(UnaryOperator<String> change) {
    changed = change;
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Every byte of it, one a character. */
  String said() {
    synchronized (said) {
      return said.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = socket.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
      run(() -> handOn(client, server, true));
      run(() -> handOn(server, client, false));
    }
  }

  private void handOn(Socket from, Socket to, boolean keep) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] some = new byte[8192];
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        if (keep) {
          synchronized (said) {
            said.write(some, 0, count);
          }
        }
        out.write(keep ? changed(some, count) : Arrays.copyOf(some, count));
      }
    }
  }

  private byte[] changed(byte[] some, int count) {
    return changed
        .apply(new String(some, 0, count, StandardCharsets.ISO_8859_1))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void run(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.go();
              } catch (IOException e) {
                // One side hung up.
              }
            },
            "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private interface Work {
    void go() throws IOException;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
