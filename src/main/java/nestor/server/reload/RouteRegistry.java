package nestor.server.reload;

import jakarta.mail.Message;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import nestor.server.http.EndpointTable;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.mail.MailAuthenticator;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.component.mail.MailUidGenerator;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * Registry of names that routes may use: the beans and properties of the server, and the components
 * on the class path. Without a server, a placeholder stands for each bean.
 */
final class RouteRegistry {
  /** Every bean that a server offers with all of its configuration. */
  static final Set<String> BEANS = allBeans();

  private static final String SERVICES = "META-INF/services/org/apache/camel/";

  private RouteRegistry() {}

  private static Set<String> allBeans() {
    Set<String> names =
        new TreeSet<>(
            List.of(
                "http-headers",
                "inbox",
                "mailInLogin",
                "mailInProperties",
                "mailInTurns",
                "mailInWatch",
                "mailOutLogin",
                "mailOutProperties",
                "mailbox",
                "settled"));
    EndpointTable.ROWS.forEach(row -> names.add(row.name()));
    return Collections.unmodifiableSet(names);
  }

  /** Values as a server with mail in both directions gives them. */
  static Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("nestor.inbox", Path.of("inbox").toAbsolutePath().toString());
    for (String direction : new String[] {"in", "out"}) {
      values.put("nestor.mail." + direction, "true");
      values.put("nestor.mail." + direction + ".host", "mail.example");
      values.put("nestor.mail." + direction + ".port", "993");
    }
    values.put("nestor.mail.in.folder", "INBOX");
    values.put("nestor.mail.in.every", "60000");
    return values;
  }

  /** Something of the right kind for each bean. */
  static Map<String, Object> beans() {
    Map<String, Object> beans = new LinkedHashMap<>();
    for (String name : BEANS) {
      beans.put(
          name,
          name.endsWith("Properties")
              ? new Properties()
              : name.endsWith("Login")
                  ? new MailAuthenticator()
                  : name.endsWith("Turns") ? new Turns() : new Anything());
    }
    return beans;
  }

  /** The names of all components, languages or data formats that are there. */
  static Set<String> there(String kind) {
    Set<String> names = new TreeSet<>();
    String path = Objects.requireNonNullElse(System.getProperty("java.class.path"), "");
    for (String part : path.split(File.pathSeparator)) {
      Path at = Path.of(part);
      try {
        if (Files.isRegularFile(at) && part.endsWith(".jar")) {
          inJar(at, SERVICES + kind + "/", names);
        } else if (Files.isDirectory(at.resolve(SERVICES + kind))) {
          try (Stream<Path> files = Files.list(at.resolve(SERVICES + kind))) {
            files.forEach(file -> names.add(file.getFileName().toString()));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return names;
  }

  private static void inJar(Path jar, String folder, Set<String> names) throws IOException {
    try (JarFile entries = new JarFile(jar.toFile())) {
      entries.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(folder) && !name.endsWith("/"))
          .forEach(name -> names.add(name.substring(folder.length())));
    }
  }

  /** Whether there is a component of that name. */
  static boolean isComponent(String name) {
    return RouteRegistry.class.getClassLoader().getResource(SERVICES + "component/" + name) != null;
  }

  /** Bean of the kind that distinguishes messages. */
  private static final class Turns extends MemoryIdempotentRepository implements MailUidGenerator {
    @Override
    public String generateUuid(MailEndpoint endpoint, Message message) {
      return "";
    }
  }

  /** A bean of every kind that routes name, which is never called. */
  private static final class Anything extends DefaultPollingConsumerPollStrategy
      implements Processor, GenericFileFilter<Object>, HeaderFilterStrategy {
    @Override
    public void process(Exchange exchange) {
      // The routes are built and never run.
    }

    @Override
    public boolean accept(GenericFile<Object> file) {
      return false;
    }

    @Override
    public boolean applyFilterToCamelHeaders(
        String name, @Nullable Object value, Exchange exchange) {
      return true;
    }

    @Override
    public boolean applyFilterToExternalHeaders(
        String name, @Nullable Object value, Exchange exchange) {
      return true;
    }
  }
}
