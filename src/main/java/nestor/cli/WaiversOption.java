package nestor.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Option {@code --waivers}: files of replies to recommendations, instead of the documents' own. */
final class WaiversOption {
  @Option(
      names = "--waivers",
      paramLabel = "FILE",
      description =
          "Waivers and marks of what is done, instead of those in the documents "
              + "(docs/advisory.md).")
  private List<Path> files = List.of();

  List<Path> files() {
    return files;
  }

  /** Returns the option as it is written on the command line. */
  String written() {
    StringBuilder written = new StringBuilder();
    files.forEach(
        file -> written.append(" --waivers ").append(ExplanationText.quoted(file.toString())));
    return written.toString();
  }
}
