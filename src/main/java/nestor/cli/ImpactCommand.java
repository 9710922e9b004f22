package nestor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import nestor.diagnostics.UserErrorException;
import nestor.dossier.Dossier;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.workbench.Impact;
import nestor.workbench.OrganisationGenerator;
import nestor.workbench.Sample;
import nestor.workbench.ScenarioRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Command {@code nestor impact}: what a rulebook edit changes, for dossiers, documents and random
 * organisations.
 */
@Command(
    name = "impact",
    description =
        "Show what a rulebook edit changes for stored dossiers, given documents and "
            + "randomly generated organisations.",
    mixinStandardHelpOptions = true)
public final class ImpactCommand implements Callable<Integer> {
  @Mixin private RulebookOption rules = new RulebookOption();
  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--against",
      required = true,
      paramLabel = "DIR|GIT-REF",
      description =
          "The former rulebook: its folder, or a commit, tag or branch of the folder of --rules.")
  private String against = "";

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description =
          "Documents, or folders with the documents of one organisation each (default: "
              + "examples/, if it is here).")
  private List<Path> files = List.of();

  @Option(
      names = "--generated",
      defaultValue = "0",
      paramLabel = "N",
      description = "The number of random organisations (default: none).")
  private int generated;

  @Mixin private SeedOption seed = new SeedOption();

  @Mixin private AsOfOption asOf = new AsOfOption();

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text, json or markdown (default: ${DEFAULT-VALUE}).")
  private ImpactText.Format format = ImpactText.Format.TEXT;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    LocalDate day = asOf.day();
    CompiledRulebook after = rules.advising();
    try (BaselineRulebook former = BaselineRulebook.of(against, rules.folder())) {
      CompiledRulebook before = former.compile(against).advising();
      List<Impact.Compared> organisations = new ArrayList<>();
      kept(before.rulebook(), after.rulebook(), day, organisations);
      documents(before.rulebook(), after.rulebook(), day, organisations);
      addGenerated(after, day, organisations);
      if (organisations.isEmpty()) {
        throw new UserErrorException(
            "there is no organisation to try the rules on; name documents, a --home with dossiers,"
                + " or --generated N");
      }
      Impact impact =
          Impact.of(
              before,
              after,
              organisations,
              ProgressBar.of("organisations", spec.commandLine().getErr()));
      PrintWriter out = spec.commandLine().getOut();
      out.print(ImpactText.of(impact, against, format));
      out.flush();
      return ExitCode.DONE;
    }
  }

  private void kept(
      Rulebook before, Rulebook after, LocalDate day, List<Impact.Compared> organisations) {
    StoredDossiers dossiers = new StoredDossiers(home.folder(rules.settings().get()));
    if (!dossiers.exist()) {
      return;
    }
    for (StoredDossiers.Kept kept : dossiers.all()) {
      organisations.add(
          compared(
              kept.organisation(),
              kept.with(before.documents()),
              kept.with(after.documents()),
              day));
    }
  }

  private void documents(
      Rulebook before, Rulebook after, LocalDate day, List<Impact.Compared> organisations) {
    List<Path> named = files.isEmpty() ? examples() : files;
    DossierFiles now = DossierFiles.read(named, after.documents());
    if (!now.faults().isEmpty() && !files.isEmpty()) {
      throw new UserErrorException(now.faults());
    }
    Map<String, Dossier> then = new TreeMap<>();
    DossierFiles.read(named, before.documents())
        .dossiers()
        .forEach(d -> then.put(d.organisation(), d));
    for (Dossier dossier : now.dossiers()) {
      Dossier former = then.getOrDefault(dossier.organisation(), dossier);
      organisations.add(compared(dossier.organisation(), former, dossier, day));
    }
  }

  /** The documents in examples/; what else lies there is passed over. */
  private static List<Path> examples() {
    Path folder = Installation.folder(null, "examples");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addGenerated(
      CompiledRulebook after, LocalDate day, List<Impact.Compared> organisations) {
    OrganisationGenerator source = new ScenarioRunner(after).organisations(day, seed.seed());
    for (int i = 1; i <= generated; i++) {
      Dossier dossier = source.complete();
      organisations.add(compared("generated " + i, dossier, dossier, day));
    }
  }

  private static Impact.Compared compared(String name, Dossier then, Dossier now, LocalDate day) {
    return new Impact.Compared(name, new Sample(name, then, day), new Sample(name, now, day));
  }
}
