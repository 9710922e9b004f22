package nestor.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The exit code, the standard output and the standard error of one command. */
public record CommandRun(int exit, String out, String err) {
  public static synchronized CommandRun nestor(String... arguments) {
    PrintStream standard = System.out;
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    System.setOut(new PrintStream(data, true, StandardCharsets.UTF_8));
    try {
      CommandLine line = Main.commandLine();
      line.setErr(new PrintWriter(err, true));
      int exit = line.execute(arguments);
      line.getOut().flush();
      return new CommandRun(exit, data.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(standard);
    }
  }
}
