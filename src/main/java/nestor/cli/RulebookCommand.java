package nestor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import nestor.diagnostics.Suggestions;
import nestor.diagnostics.UserErrorException;
import nestor.rulebook.load.RulebookLoader;
import nestor.server.pipeline.RulebookActivation;
import nestor.server.reload.RulebookArchive;
import nestor.store.DurableFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Command {@code nestor rulebook} with {@code list}, {@code show} and {@code rollback}: versions
 * that were active.
 */
@Command(
    name = "rulebook",
    description = "List, show and restore versions of the rulebook that were in force.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RulebookCommand.ListVersions.class,
      RulebookCommand.Show.class,
      RulebookCommand.Rollback.class
    })
public final class RulebookCommand implements Runnable {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to do: list, show or rollback");
  }

  /** Folders of the versions and of the edited rules. */
  private static final class Places {
    @Mixin private RulebookOption rules = new RulebookOption();
    @Mixin private HomeOption home = new HomeOption();

    RulebookArchive archive() {
      return new RulebookArchive(home());
    }

    Path home() {
      return home.folder(rules.settings().get());
    }

    Path folder() {
      return rules.folder();
    }

    /** The kept folder of a version. */
    Path kept(String version) {
      return archive()
          .find(version)
          .orElseThrow(
              () ->
                  new UserErrorException(
                      "no version '"
                          + version
                          + "' was in force in "
                          + home()
                          + "; "
                          + Suggestions.cure(
                              version,
                              archive().versions().stream()
                                  .map(RulebookActivation::version)
                                  .toList())));
    }
  }

  /** {@code nestor rulebook list}. */
  @Command(
      name = "list",
      description = "List the versions that were in force, the latest first.",
      mixinStandardHelpOptions = true)
  static final class ListVersions implements Callable<Integer> {
    @Mixin private Places places = new Places();
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      List<RulebookActivation> versions = places.archive().versions();
      String edited = RulebookLoader.version(places.folder());
      for (int i = versions.size() - 1; i >= 0; i--) {
        RulebookActivation kept = versions.get(i);
        out.println(
            kept.version()
                + "  in force from "
                + MOMENT.format(kept.since())
                + (i == versions.size() - 1 ? ", the last one" : "")
                + (kept.version().equals(edited) ? ", as in " + places.folder() : ""));
      }
      if (versions.isEmpty()) {
        out.println("none was in force in " + places.home() + " yet; nestor serve begins the list");
      }
      out.flush();
      return ExitCode.DONE;
    }
  }

  /** {@code nestor rulebook show}. */
  @Command(
      name = "show",
      description =
          "Show when a version was in force, and how the present rulebook differs from " + "it.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Mixin private Places places = new Places();

    @Parameters(paramLabel = "VERSION", description = "The version, or a unique beginning of it.")
    private String version = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
      Path kept = places.kept(version);
      PrintWriter out = spec.commandLine().getOut();
      out.println("Version " + kept.getFileName() + ", kept in " + kept);
      places.archive().history().stream()
          .filter(entry -> kept.endsWith(entry.version()))
          .forEach(entry -> out.println("In force from " + MOMENT.format(entry.since())));
      List<String> differences = differences(kept, places.folder());
      if (differences.isEmpty()) {
        out.println("The rules in " + places.folder() + " are the same.");
      } else {
        out.println("Since then, in " + places.folder() + ":");
        differences.forEach(difference -> out.println("  " + difference));
        out.println("What that changes: nestor impact --against " + kept);
      }
      out.flush();
      return ExitCode.DONE;
    }
  }

  /** {@code nestor rulebook rollback}. */
  @Command(
      name = "rollback",
      description = "Restore the rulebook's folder to a version; a running server reloads it.",
      mixinStandardHelpOptions = true)
  static final class Rollback implements Callable<Integer> {
    @Mixin private Places places = new Places();

    @Parameters(paramLabel = "VERSION", description = "The version, or a unique beginning of it.")
    private String version = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
      Path kept = places.kept(version);
      Path folder = places.folder();
      PrintWriter out = spec.commandLine().getOut();
      if (differences(kept, folder).isEmpty()) {
        out.println("The rules in " + folder + " are " + kept.getFileName() + " already.");
      } else {
        Path aside = aside(folder);
        replace(RulebookLoader.snapshot(kept), folder);
        out.println("The rules in " + folder + " are " + kept.getFileName() + " again.");
        out.println("What was there before is in " + aside + ".");
      }
      out.flush();
      return ExitCode.DONE;
    }

    /** Keeps what is there now, whether or not it was ever in force. */
    private Path aside(Path folder) throws IOException {
      String moment =
          DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT)
              .withZone(ZoneOffset.UTC)
              .format(Instant.now(Clock.systemUTC()));
      Path aside = places.home().resolve("rulebooks").resolve("replaced-" + moment);
      for (String name : RulebookLoader.snapshot(folder).texts().keySet()) {
        Path copy = aside.resolve(name);
        DurableFiles.createFolders(Objects.requireNonNull(copy.getParent()));
        DurableFiles.copy(folder.resolve(name), copy);
      }
      return aside;
    }

    private static void replace(RulebookLoader.Snapshot by, Path folder) throws IOException {
      for (String name : RulebookLoader.snapshot(folder).texts().keySet()) {
        if (!by.texts().containsKey(name)) {
          Files.delete(folder.resolve(name));
        }
      }
      for (String name : by.texts().keySet()) {
        Path file = folder.resolve(name);
        DurableFiles.createFolders(Objects.requireNonNull(file.getParent()));
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        Files.writeString(part, Objects.requireNonNull(by.texts().get(name)));
        DurableFiles.forceFile(part);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  /** The files that differ, each with how. */
  private static List<String> differences(Path kept, Path folder) {
    RulebookLoader.Snapshot then = RulebookLoader.snapshot(kept);
    RulebookLoader.Snapshot now = RulebookLoader.snapshot(folder);
    SortedSet<String> names = new TreeSet<>(then.texts().keySet());
    names.addAll(now.texts().keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      String before = then.texts().get(name);
      String after = now.texts().get(name);
      if (before == null) {
        differences.add(name + " is new");
      } else if (after == null) {
        differences.add(name + " is gone");
      } else if (!before.equals(after)) {
        differences.add(name + " was edited");
      }
    }
    now.faults().forEach(diagnostic -> differences.add(diagnostic.toString()));
    return differences;
  }
}
