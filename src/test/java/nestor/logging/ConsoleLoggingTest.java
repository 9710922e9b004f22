package nestor.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConsoleLoggingTest {
  /** What goes to the standard error while a command logs. */
  private static String logged(Consumer<LoggerContext> what) {
    PrintStream before = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      LoggerContext context = new LoggerContext();
      context.setMDCAdapter(new LogbackMDCAdapter());
      ConsoleLogging log = new ConsoleLogging();
      log.setContext(context);
      log.configure(context);
      what.accept(context);
      context.stop();
    } finally {
      System.setErr(before);
    }
    return told.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aWarningIsOneLineWithoutATraceWhateverStandsInIt() {
    String told =
        logged(
            c ->
                c.getLogger("nestor.mail")
                    .warn("{} is gone", "a\r\nb\u0085c\u001b[2J", new IllegalStateException("x")));
    assertThat(told).matches("\\d\\d:\\d\\d:\\d\\d WARN a  b c \\[2J is gone\\R");
  }

  @Test
  void whatIsNoWarningAndWhatDroolsSaysTwiceIsNotTold() {
    String told =
        logged(
            c -> {
              c.getLogger("nestor.mail").info("all is well");
              c.getLogger("org.drools.compiler").error("told as a message, too");
            });
    assertThat(told).isEmpty();
  }
}
