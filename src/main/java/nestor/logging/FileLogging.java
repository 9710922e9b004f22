package nestor.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RollingPolicyBase;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logging of a server to files in its home; the console is for its reports. Commands that run once
 * log to the console alone.
 */
public final class FileLogging implements AutoCloseable {
  private static final String CURRENT = "nestor.log";

  /**
   * A message is one line whatever stands in it, and what follows of an exception is indented, so
   * that nothing that came from outside can pass for a line of its own, or steer a terminal.
   */
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level [%thread] %logger{20}:"
          + " %replace(%msg){'[\\p{Cc}\\x{2028}\\x{2029}]', ' '}%n"
          + "%replace(%replace(%ex){'[\\p{Cc}\\x{2028}\\x{2029}&&[^\\n\\t]]', ' '})"
          + "{'(?m)^(?=.)', '    '}";

  private final ch.qos.logback.classic.Logger root;
  private final RollingFileAppender<ILoggingEvent> file;
  private final @Nullable Appender<ILoggingEvent> console;

  private FileLogging(
      ch.qos.logback.classic.Logger root,
      RollingFileAppender<ILoggingEvent> file,
      @Nullable Appender<ILoggingEvent> console) {
    this.root = root;
    this.file = file;
    this.console = console;
  }

  /** From now until closed, the log goes to files in that folder. */
  public static AutoCloseable into(Path folder) {
    ILoggerFactory factory = LoggerFactory.getILoggerFactory();
    if (!(factory instanceof LoggerContext context)) {
      return () -> {};
    }
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setContext(context);
    file.setName(folder.toAbsolutePath().toString());
    file.setFile(folder.resolve(CURRENT).toString());
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    file.setEncoder(encoder);
    Generations rolling = new Generations(folder);
    rolling.setContext(context);
    rolling.setParent(file);
    rolling.start();
    file.setRollingPolicy(rolling);
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(FileSize.valueOf("10MB"));
    size.start();
    file.setTriggeringPolicy(size);
    file.start();
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    @Nullable Appender<ILoggingEvent> console = root.getAppender(ConsoleLogging.APPENDER);
    root.addAppender(file);
    if (console != null) {
      root.detachAppender(console);
    }
    return new FileLogging(root, file, console);
  }

  @Override
  public void close() {
    if (console != null) {
      root.addAppender(console);
    }
    root.detachAppender(file);
    file.stop();
  }

  /** Five former files. Logback's own policies misread a folder with a percent sign in its name. */
  private static final class Generations extends RollingPolicyBase {
    private static final int KEPT = 5;
    private final Path folder;

    Generations(Path folder) {
      this.folder = folder;
    }

    @Override
    public String getActiveFileName() {
      return folder.resolve(CURRENT).toString();
    }

    @Override
    public void rollover() {
      try {
        for (int age = KEPT - 1; age >= 0; age--) {
          Path younger = file(age);
          if (Files.exists(younger)) {
            Files.move(younger, file(age + 1), StandardCopyOption.REPLACE_EXISTING);
          }
        }
      } catch (IOException e) {
        throw new RolloverFailure("the log cannot be rolled over", e);
      }
    }

    private Path file(int age) {
      return folder.resolve(age == 0 ? CURRENT : "nestor." + age + ".log");
    }
  }
}
