package nestor.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryComposer;
import nestor.delivery.Format;
import nestor.delivery.Renderer;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.diagnostics.UserErrorException;
import nestor.diagnostics.Version;
import nestor.dossier.Dossier;
import nestor.dossier.resolution.Resolution;
import nestor.engine.budget.RunawayRuleException;
import nestor.engine.evaluation.Assessor;
import nestor.evidence.Note;
import nestor.rulebook.NamesSection;
import nestor.rulebook.Priority;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Command {@code nestor advise}: advice on documents, without a server and without storing
 * anything.
 */
@Command(
    name = "advise",
    description = "Advise the organisations of the given documents, without a server.",
    mixinStandardHelpOptions = true)
public final class AdviseCommand implements Callable<Integer> {
  @Mixin private RulebookOption rules = new RulebookOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Documents (.json, .yaml, .csv, .xlsx, .ods), or folders with the documents of one "
              + "organisation each.")
  private List<Path> files = List.of();

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "FORMAT",
      description =
          "text, json, html, markdown, pdf, csv, ics, jira-csv or github-issue "
              + "(default: ${DEFAULT-VALUE}).")
  private Format format = Format.TEXT;

  @Option(
      names = "--full",
      description = "Print the whole advisory as text, instead of a screenful.")
  private boolean full;

  @Mixin private AsOfOption asOf = new AsOfOption();

  @Option(
      names = "--fail-on",
      paramLabel = "PRIORITY",
      description =
          "Exit with 1 for a recommendation at or over this priority: critical, high, "
              + "medium or low.")
  private @Nullable Priority failOn;

  @Option(
      names = "--strict",
      description =
          "Refuse data that is not as the vocabulary has it, instead of reading it as meant.")
  private boolean strict;

  @Mixin private WaiversOption waivers = new WaiversOption();

  @Option(
      names = "--owner",
      paramLabel = "OWNER",
      description = "Restrict the advisory to one owner, on one page.")
  private @Nullable String owner;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to this file instead of the standard output.")
  private @Nullable Path output;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CompiledRulebook compiled = rules.advising();
    Rulebook rulebook = compiled.rulebook();
    Renderer renderer = rules.renderer(rulebook);
    if (full && format != Format.TEXT) {
      throw new UserErrorException(
          "--full is for text; " + format.label() + " always holds the whole advisory");
    }
    owner = owner == null ? null : known(owner, renderer.owners());
    LocalDate day = asOf.day();
    DossierFiles read =
        DossierFiles.read(files, rulebook.documents())
            .replied(waivers.files(), rulebook.documents());
    Assessor assessor = new Assessor(compiled);
    List<Note> notes = new ArrayList<>(read.notes());
    for (Dossier dossier : read.dossiers()) {
      Resolution resolution = assessor.resolution(dossier, day);
      notes.removeIf(note -> isAnswered(note, dossier, resolution));
      notes.addAll(resolution.notes());
    }
    List<Diagnostic> faults = new ArrayList<>(read.faults());
    if (strict) {
      faults.addAll(Note.faultsWhenStrict(notes));
      notes.removeIf(note -> note.kind() != Note.Kind.DOUBTED);
    }
    NoteLines.print(notes, spec.commandLine().getErr());
    faults.forEach(spec.commandLine().getErr()::println);
    if (strict && !faults.isEmpty()) {
      return ExitCode.UNUSABLE;
    }
    List<Advisory> advisories = new ArrayList<>();
    boolean stopped = false;
    for (Dossier dossier : read.dossiers()) {
      try {
        advisories.add(
            AdvisoryComposer.advise(assessor, rulebook, dossier, day, Version.number(), null));
      } catch (RunawayRuleException runaway) {
        stopped = true;
        spec.commandLine()
            .getErr()
            .println(dossier.organisation() + " is not advised: " + runaway.getMessage());
      }
    }
    if (!advisories.isEmpty()) {
      write(advisories, renderer);
    }
    if (!read.faults().isEmpty() || stopped) {
      return ExitCode.UNUSABLE;
    }
    return advisories.stream().anyMatch(this::fails) ? ExitCode.FOUND : ExitCode.DONE;
  }

  /** Whether a document asks what the organisation's own names answer. */
  private static boolean isAnswered(Note note, Dossier dossier, Resolution resolution) {
    String what = note.place().what();
    return note.kind() == Note.Kind.ASKED
        && dossier.entries(NamesSection.SECTION).stream()
            .anyMatch(name -> what.startsWith("'" + name.get(NamesSection.NAME) + "' "))
        && resolution.unanswered().stream().noneMatch(open -> open.place().what().equals(what));
  }

  /** The owner as the rulebook writes them. */
  private String known(String given, List<String> owners) {
    if (format == Format.JSON) {
      throw new UserErrorException(
          "json holds the whole advisory; ask for --owner in another format");
    }
    return owners.stream()
        .filter(given::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(
            () ->
                new UserErrorException(
                    "no rule is for an owner '" + given + "'; " + Suggestions.cure(given, owners)));
  }

  private boolean fails(Advisory advisory) {
    Priority least = failOn;
    return least != null
        && advisory.recommended().stream().anyMatch(r -> r.priority().compareTo(least) <= 0);
  }

  private void write(List<Advisory> advisories, Renderer renderer) {
    byte[] rendered = render(advisories, renderer);
    try {
      if (output == null) {
        print(rendered);
      } else {
        Files.write(output, rendered);
      }
    } catch (IOException e) {
      if (output != null) {
        throw new UserErrorException(
            output
                + ": cannot be written; name a file in a folder that exists and that you may write"
                + " to");
      }
      throw new UncheckedIOException(e);
    }
  }

  private void print(byte[] rendered) throws IOException {
    String pager = full && Terminal.isWatched() ? Pager.chosen(System.getenv()) : null;
    if (pager == null || !Pager.shows(rendered, pager)) {
      PrintStream out = System.out;
      out.write(rendered);
      out.flush();
    }
  }

  private byte[] render(List<Advisory> advisories, Renderer renderer) {
    if (advisories.size() == 1) {
      return render(advisories.get(0), renderer);
    }
    if (format == Format.JSON) {
      return renderer.json(advisories);
    }
    if (!format.joins()) {
      throw new UserErrorException(
          format.label()
              + " holds one organisation and these documents speak of "
              + advisories.size()
              + "; advise them one at a time, or choose "
              + Format.JSON.name().toLowerCase(Locale.ROOT));
    }
    StringBuilder all = new StringBuilder();
    for (Advisory advisory : advisories) {
      all.append(all.length() == 0 ? "" : "\n");
      all.append(new String(render(advisory, renderer), StandardCharsets.UTF_8));
    }
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  private byte[] render(Advisory advisory, Renderer renderer) {
    String one = owner;
    if (format != Format.TEXT) {
      return one == null
          ? renderer.render(advisory, format)
          : renderer.render(advisory, format, one);
    }
    boolean colour = Terminal.hasColour() && output == null;
    int columns = Terminal.columns();
    String text;
    if (one != null) {
      text = renderer.text(advisory, one, colour, columns);
    } else if (full) {
      text = renderer.text(advisory, colour, columns);
    } else {
      text = renderer.summary(advisory, colour, columns);
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
