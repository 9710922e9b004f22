package nestor.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import nestor.diagnostics.Suggestions;
import nestor.diagnostics.UserErrorException;
import nestor.dossier.Dossier;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.RuleMetadata;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import nestor.workbook.SheetOrder;
import nestor.workbook.WorkbookForm;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command {@code nestor workbook}: a workbook for an organisation to fill in. */
@Command(
    name = "workbook",
    description = "Write a workbook (.xlsx) for an organisation to fill in.",
    mixinStandardHelpOptions = true)
public final class WorkbookCommand implements Callable<Integer> {
  private static final String ENDING = ".xlsx";

  @Mixin private RulebookOption rules = new RulebookOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE.xlsx",
      description =
          "The workbook to write, named after the organisation, such as acme.xlsx"
              + " (default: workbook.xlsx, or that of --for).")
  private @Nullable Path file;

  @Option(
      names = "--for",
      paramLabel = "FILE|ORG",
      description = "Fill in what a document, a folder or the store has of an organisation.")
  private @Nullable String whose;

  @Option(
      names = "--sections",
      split = ",",
      paramLabel = "SECTION",
      description = "Only these sections, separated by commas.")
  private List<String> sections = List.of();

  @Option(
      names = "--topic",
      defaultValue = "",
      paramLabel = "TOPIC",
      description =
          "Only the sections that the rules of one topic read (the first part of their ids).")
  private String topic = "";

  @Mixin private HomeOption home = new HomeOption();

  @Mixin private AsOfOption asOf = new AsOfOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Assessor assessor = new Assessor(rules.advising());
    Rulebook rulebook = assessor.rulebook();
    Dossier dossier = dossier(rulebook);
    List<SheetOrder.Sheet> sheets =
        SheetOrder.of(assessor, dossier, asOf.day(), topic(rulebook)).stream()
            .filter(sheet -> isWanted(sheet.section(), rulebook))
            .toList();
    Path target = target(dossier);
    write(target, WorkbookForm.of(rulebook, sheets, dossier));
    spec.commandLine()
        .getOut()
        .println(
            target
                + ": "
                + sheets.size()
                + (sheets.size() == 1 ? " sheet" : " sheets")
                + " to fill in, the most useful first; advise on it with: nestor advise "
                + target);
    return ExitCode.DONE;
  }

  private Dossier dossier(Rulebook rulebook) {
    if (whose == null) {
      return Dossier.empty(idOfFile());
    }
    return OrganisationArgument.dossier(
        whose, home.folder(rules.settings().get()), rulebook.documents());
  }

  /** The id that the file's name gives, or none where it can be none. */
  private String idOfFile() {
    String name = file == null ? "" : file.getFileName().toString();
    String stem = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : "";
    return OrganisationSection.isId(stem) ? stem : "";
  }

  private String topic(Rulebook rulebook) {
    Set<String> topics = new TreeSet<>();
    for (RuleMetadata rule : rulebook.catalogue().rules()) {
      topics.add(rule.id().replaceAll("/.*", ""));
    }
    if (!topic.isEmpty() && !topics.contains(topic)) {
      throw new UserErrorException(
          "no rule has the topic '" + topic + "'; " + Suggestions.cure(topic, topics));
    }
    return topic;
  }

  private boolean isWanted(Section section, Rulebook rulebook) {
    List<String> known = rulebook.vocabulary().sections().stream().map(Section::name).toList();
    for (String wanted : sections) {
      if (!known.contains(wanted.strip())) {
        throw new UserErrorException(
            "there is no section '" + wanted + "'; " + Suggestions.cure(wanted, known));
      }
    }
    return sections.isEmpty()
        || section.name().equals(OrganisationSection.ORGANISATION)
        || sections.stream().map(String::strip).anyMatch(section.name()::equals);
  }

  private Path target(Dossier dossier) {
    if (file == null) {
      return Path.of(whose == null ? "workbook" + ENDING : dossier.organisation() + ENDING);
    }
    if (!file.toString().endsWith(ENDING)) {
      throw new UserErrorException(file + ": is no workbook; name it " + file + ENDING);
    }
    return file;
  }

  private static void write(Path target, byte[] content) {
    try {
      Files.write(target, content, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new UserErrorException(
          target + ": is there already and may have been filled in; name another file, or move it");
    } catch (IOException e) {
      throw new UserErrorException(
          target
              + ": cannot be written; name a file in a folder that exists and that you may write"
              + " to");
    }
  }
}
