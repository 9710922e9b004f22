package nestor.cli;

import nestor.diagnostics.Version;
import picocli.CommandLine.IVersionProvider;

/** Text of {@code --version}. */
final class VersionProvider implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"nestor " + Version.number()};
  }
}
