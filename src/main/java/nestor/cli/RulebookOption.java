package nestor.cli;

import java.nio.file.Path;
import nestor.configuration.Configuration;
import nestor.delivery.Renderer;
import nestor.diagnostics.UserErrorException;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;
import nestor.rulebook.load.RulebookLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Option {@code --rules}, and the configuration that may name another folder. */
public final class RulebookOption {
  @Mixin private ConfigOption settings = new ConfigOption();

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description =
          "The folder of the rulebook (default: rules/ here, else the one that came with "
              + "Nestor).")
  private @Nullable Path folder;

  /** The configuration, which the folder rests on, too. */
  public ConfigOption settings() {
    return settings;
  }

  /**
   * The folder that the option names, else the configuration, else the usual one.
   *
   * @throws UserErrorException if the configuration has faults
   */
  public Path folder() {
    return folder(settings.get());
  }

  /** Returns the option as it is written on the command line. */
  String written() {
    String rules = folder == null ? "" : " --rules " + ExplanationText.quoted(folder.toString());
    return rules + settings.written();
  }

  public Path folder(Configuration configuration) {
    return Installation.folder(folder == null ? configuration.rules() : folder, "rules");
  }

  /** The rulebook, to be read. */
  Rulebook load() {
    RulebookLoader.Loaded loaded = RulebookLoader.load(folder());
    return loaded.rulebook().orElseThrow(() -> new UserErrorException(loaded.faults()));
  }

  /** The rulebook, compiled for evaluation. */
  CompiledRulebook compile() {
    RulebookCompiler.Result loaded =
        RulebookCompiler.load(folder(), Installation.compilationCache());
    return loaded.rulebook().orElseThrow(() -> new UserErrorException(loaded.faults()));
  }

  /** The compiled rulebook as it advises, without its drafts. */
  CompiledRulebook advising() {
    return compile().advising();
  }

  Renderer renderer(Rulebook rulebook) {
    return new Renderer(folder().resolve("templates"), rulebook.advised());
  }
}
