package nestor.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryComposer;
import nestor.advisory.AdvisoryJson;
import nestor.delivery.Format;
import nestor.delivery.Renderer;
import nestor.diagnostics.UserErrorException;
import nestor.diagnostics.Version;
import nestor.dossier.Dossier;
import nestor.dossier.DossierRepository;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;
import nestor.server.admin.AdminClient;
import nestor.server.admin.AdminOperation;
import nestor.server.reload.RulebookArchive;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command {@code nestor reproduce}: a past advisory is made again and compared, byte by byte. */
@Command(
    name = "reproduce",
    description =
        "Re-create a past advisory from the data, rulebook and date it was based on, "
            + "and report whether it is byte-identical.",
    mixinStandardHelpOptions = true)
public final class ReproduceCommand implements Callable<Integer> {
  @Mixin private ConfigOption settings = new ConfigOption();
  @Mixin private HomeOption home = new HomeOption();

  @Parameters(
      paramLabel = "ID",
      description = "The advisory's id, printed at its end, or a unique beginning of it.")
  private String id = "";

  @Option(
      names = "--format",
      defaultValue = "json",
      paramLabel = "FORMAT",
      description = "json, text, html or markdown (default: ${DEFAULT-VALUE}).")
  private Format format = Format.JSON;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Path folder = home.folder(settings.get());
    ObjectNode past =
        new AdminClient(folder)
            .request(AdminOperation.ADVICE, JsonNodeFactory.instance.objectNode().put("id", id));
    String given = past.path("advisory").asText();
    Advisory then = AdvisoryJson.read(given);
    if (past.path("previousIsGone").asBoolean()) {
      throw new UserErrorException(
          "advisory "
              + then.advisory()
              + " cannot be made again: the one with which it was compared is not kept any more (see"
              + " keep.advisories in nestor.yaml)");
    }
    CompiledRulebook rulebook = rulebook(new RulebookArchive(folder), then.rulebook().version());
    Advisory again = advise(past, then, rulebook);
    System.out.writeBytes(
        new Renderer(
                rulebook.rulebook().folder().resolve("templates"), rulebook.rulebook().catalogue())
            .render(again, format));
    System.out.flush();
    PrintWriter err = spec.commandLine().getErr();
    int documents = AlteredDocuments.print(past, err);
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
    return ExitCode.FOUND;
  }

  private static CompiledRulebook rulebook(RulebookArchive archive, String version) {
    Path kept =
        archive
            .find(version)
            .orElseThrow(
                () ->
                    new UserErrorException(
                        "rulebook "
                            + version
                            + ", by which it was given, is not kept in this home; see nestor"
                            + " rulebook list"));
    RulebookCompiler.Result loaded = RulebookCompiler.load(kept, Installation.compilationCache());
    return loaded
        .rulebook()
        .map(CompiledRulebook::advising)
        .orElseThrow(() -> new UserErrorException(loaded.faults()));
  }

  private static Advisory advise(ObjectNode past, Advisory then, CompiledRulebook rulebook) {
    Dossier dossier =
        DossierRepository.read(
            then.organisation().id(),
            StoredDossiers.sections(past.path("sections")),
            rulebook.rulebook().documents());
    @Nullable Advisory previous =
        past.hasNonNull("previous") ? AdvisoryJson.read(past.get("previous").asText()) : null;
    return AdvisoryComposer.advise(
        new Assessor(rulebook),
        rulebook.rulebook(),
        dossier,
        then.asOf(),
        Version.number(),
        previous);
  }
}
