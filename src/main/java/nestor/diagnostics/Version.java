package nestor.diagnostics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Version of this build, as advisories, reports and HTTP name it. The version of a rulebook is the
 * hash of its files, not this.
 */
public final class Version {
  private Version() {}

  /** The version, such as {@code 1.4.0}; {@code unknown} outside a build. */
  public static String number() {
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
