package nestor.server.mail;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The first message of a TLS client that speaks no newer version than one of its own choice. The
 * Java of these tests would refuse to send it.
 */
public final class TlsClientHello {
  public static final int TLS_1_0 = 0x0301;
  public static final int TLS_1_1 = 0x0302;
  public static final int TLS_1_2 = 0x0303;

  private static final byte[] CIPHERS =
      HexFormat.of().parseHex("c02bc02fc009c00ac013c0140033002f0035");
  private static final byte[] EXTENSIONS =
      HexFormat.of()
          .parseHex(
              "000a000600040017001d" // curves
                  + "000b00020100" // points as they are
                  + "000d0010000e0403080404010503050102030201"); // signatures

  private TlsClientHello() {}

  /** What a server answers to it: a type of record, and the first two bytes that it holds. */
  public record Answer(int type, int first, int second) {
    /** An alert that ends it all, because of the version. */
    public boolean refusesTheVersion() {
      return type == 21 && first == 2 && second == 70;
    }

    /** The server goes on with its own first message. */
    public boolean goesOn() {
      return type == 22 && first == 2;
    }
  }

  public static Answer with(int port, int version) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(hello(version));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int type = in.readUnsignedByte();
      in.readUnsignedShort();
      in.readUnsignedShort();
      return new Answer(type, in.readUnsignedByte(), in.readUnsignedByte());
    }
  }

  private static byte[] hello(int version) {
    int length = 2 + 32 + 1 + 2 + CIPHERS.length + 2 + 2 + EXTENSIONS.length;
    ByteBuffer hello = ByteBuffer.allocate(5 + 4 + length);
    hello.put((byte) 22).putShort((short) TLS_1_0).putShort((short) (4 + length));
    hello.putInt(1 << 24 | length).putShort((short) version);
    hello.put(new byte[32]).put((byte) 0);
    hello.putShort((short) CIPHERS.length).put(CIPHERS);
    hello.put((byte) 1).put((byte) 0);
    hello.putShort((short) EXTENSIONS.length).put(EXTENSIONS);
    return hello.array();
  }
}
