package nestor.server.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that refuses some recipients, by the code that it answers for each. */
final class RefusingSmtpServer implements AutoCloseable {
  final Map<String, String> answers = new ConcurrentHashMap<>();
  final List<String> taken = new CopyOnWriteArrayList<>();
  private final ServerSocket socket;

  RefusingSmtpServer() throws IOException {
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "refusing server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        talk(client);
      } catch (SocketException e) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void talk(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    PrintWriter out = new PrintWriter(client.getOutputStream(), false, StandardCharsets.US_ASCII);
    say(out, "220 ready");
    String recipient = "";
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String command = line.toUpperCase(Locale.ROOT);
      if (command.startsWith("EHLO")) {
        say(out, "250-here\r\n250 AUTH PLAIN");
      } else if (command.startsWith("AUTH")) {
        say(out, "235 welcome");
      } else if (command.startsWith("RCPT")) {
        recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        String answer = answers.getOrDefault(recipient, "250 yes");
        if (answer.startsWith("250")) {
          taken.add(recipient);
        }
        say(out, answer);
      } else if (command.equals("DATA")) {
        say(out, "354 go on");
        while (!".".equals(in.readLine())) {
          // The message itself is of no interest here.
        }
        say(out, "250 kept");
      } else if (command.equals("QUIT")) {
        say(out, "221 bye");
        return;
      } else {
        say(out, "250 yes");
      }
    }
  }

  private static void say(PrintWriter out, String line) {
    out.print(line + "\r\n");
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
