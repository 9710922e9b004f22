package nestor.app;

import java.nio.file.Path;
import nestor.delivery.Renderer;
import nestor.rulebook.Rulebook;
import nestor.rulebook.RulebookFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rulebook a command works with. */
final class RulebookOption {
  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description =
          "The rulebook's folder (default: rules/ here, else the one that came with Nestor).")
  private @Nullable Path folder;

  Path folder() {
    return Installation.folder(folder, "rules");
  }

  Path templates() {
    return folder().resolve("templates");
  }

  /** The rulebook. */
  Rulebook load() {
    RulebookFolder.Loaded loaded = RulebookFolder.load(folder());
    return loaded.rulebook().orElseThrow(() -> new UnusableException(loaded.faults()));
  }

  Renderer renderer(Rulebook rulebook) {
    return new Renderer(templates(), rulebook.catalogue());
  }
}
