package nestor.server.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Framing of the administration channel: each request and each answer is one UTF-8 text that ends
 * the stream.
 */
final class TextFrames {
  private TextFrames() {}

  /**
   * Reads everything that the other side sends, up to its end.
   *
   * @throws IOException if it is more than that many bytes, or breaks off
   */
  static byte[] read(SocketChannel from, int longest) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer some = ByteBuffer.allocate(8192);
    while (from.read(some) >= 0) {
      all.write(some.array(), 0, some.position());
      some.clear();
      if (all.size() > longest) {
        throw new IOException("more than " + longest + " bytes were sent");
      }
    }
    return all.toByteArray();
  }

  /** Says that, and that it is all. */
  static void write(SocketChannel to, String text) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (rest.hasRemaining()) {
      to.write(rest);
    }
    to.shutdownOutput();
  }
}
