package nestor.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nestor.delivery.Renderer;
import nestor.rulebook.Fault;
import nestor.rulebook.Rulebook;
import nestor.rulebook.RulebookFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rulebook a command works with. */
final class RulebookOption {
  /**
   * Where the launcher found Nestor; its own rulebook is used where the current folder has none.
   */
  private static final String INSTALLATION = "nestor.installation";

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description =
          "The rulebook's folder (default: rules/ here, else the one that came with Nestor).")
  private @Nullable Path folder;

  Path folder() {
    if (folder != null) {
      return folder;
    }
    Path here = Path.of("rules");
    String installation = System.getProperty(INSTALLATION);
    return Files.isDirectory(here) || installation == null ? here : Path.of(installation, "rules");
  }

  Path templates() {
    return folder().resolve("templates");
  }

  /** The rulebook. */
  Rulebook load() {
    RulebookFolder.Loaded loaded = RulebookFolder.load(folder());
    return loaded
        .rulebook()
        .orElseThrow(
            () -> {
              List<Fault> faults = new ArrayList<>(loaded.faults());
              return new UnusableException(faults);
            });
  }

  Renderer renderer(Rulebook rulebook) {
    return new Renderer(templates(), rulebook.catalogue());
  }
}
