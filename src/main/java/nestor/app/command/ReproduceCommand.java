package nestor.app.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryJson;
import nestor.advisory.Composition;
import nestor.app.control.Control;
import nestor.app.desk.UnusableException;
import nestor.app.desk.Version;
import nestor.app.live.RulebookShelf;
import nestor.delivery.Format;
import nestor.delivery.Renderer;
import nestor.dossier.Dossier;
import nestor.dossier.Dossiers;
import nestor.reasoning.Assessor;
import nestor.rulebook.Rulebook;
import nestor.rulebook.RulebookFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nestor reproduce}. */
@Command(
    name = "reproduce",
    description =
        "Give a past advisory again: from the data, the rulebook and the day of then. Tells whether"
            + " it is the same.",
    mixinStandardHelpOptions = true)
public final class ReproduceCommand implements Callable<Integer> {
  @Mixin private SettingsOption settings = new SettingsOption();
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(
      paramLabel = "ID",
      description = "The advisory's id, which stands at its end, or the beginning of it.")
  private String id = "";

  @Option(
      names = "--format",
      converter = Choices.OfFormat.class,
      defaultValue = "json",
      paramLabel = "FORMAT",
      description = "json, text, html or markdown (default: ${DEFAULT-VALUE}).")
  private Format format = Format.JSON;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Path folder = home.folder(settings.get());
    ObjectNode past =
        new Control(folder).ask("advice", JsonNodeFactory.instance.objectNode().put("id", id));
    String given = past.path("advisory").asText();
    Advisory then = AdvisoryJson.read(given);
    if (past.path("previousIsGone").asBoolean()) {
      throw new UnusableException(
          "advisory "
              + then.advisory()
              + " cannot be made again: the one with which it was compared is not kept any more (see"
              + " keep.advisories in nestor.yaml)");
    }
    Rulebook rulebook = rulebook(new RulebookShelf(folder), then.rulebook().version());
    Advisory again = advise(past, then, rulebook);
    System.out.writeBytes(
        new Renderer(rulebook.folder().resolve("templates"), rulebook.catalogue())
            .render(again, format));
    System.out.flush();
    PrintWriter err = spec.commandLine().getErr();
    int documents = ChangedDocuments.tell(past, err);
    if (AdvisoryJson.write(again).equals(given)) {
      err.println(
          "The same as advisory "
              + then.advisory()
              + ", byte for byte."
              + (past.has("confirmedOn")
                  ? " It was confirmed on " + past.path("confirmedOn").asText() + "."
                  : ""));
      return documents;
    }
    err.println(
        "Not the same as advisory "
            + then.advisory()
            + (then.engine().equals(Version.number())
                ? ": report this, it is a fault in Nestor."
                : ", which Nestor "
                    + then.engine()
                    + " gave; this is Nestor "
                    + Version.number()
                    + "."));
    return Exit.FOUND;
  }

  private static Rulebook rulebook(RulebookShelf shelf, String version) {
    Path kept =
        shelf
            .find(version)
            .orElseThrow(
                () ->
                    new UnusableException(
                        "rulebook "
                            + version
                            + ", by which it was given, is not kept in this home; see nestor"
                            + " rulebook list"));
    RulebookFolder.Loaded loaded = RulebookFolder.load(kept, Installation.compiled());
    return loaded
        .rulebook()
        .map(Rulebook::advising)
        .orElseThrow(() -> new UnusableException(loaded.faults()));
  }

  private static Advisory advise(ObjectNode past, Advisory then, Rulebook rulebook) {
    Dossier dossier =
        Dossiers.read(
            then.organisation().id(),
            KeptDossiers.sections(past.path("sections")),
            rulebook.documents());
    @Nullable Advisory previous =
        past.hasNonNull("previous") ? AdvisoryJson.read(past.get("previous").asText()) : null;
    return Composition.advise(
        new Assessor(rulebook), rulebook, dossier, then.asOf(), Version.number(), previous);
  }
}
