package nestor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.UserErrorException;
import nestor.rulebook.source.Formatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command {@code nestor fmt}. */
@Command(
    name = "fmt",
    description = "Format the rulebook's DRL and YAML files; content and comments are preserved.",
    mixinStandardHelpOptions = true)
public final class FmtCommand implements Callable<Integer> {
  @Mixin private RulebookOption rules = new RulebookOption();

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "The files to format (default: all of the rulebook's folder).")
  private List<Path> files = List.of();

  @Option(
      names = "--check",
      description =
          "Change nothing; list the files that would change, and exit with 1 if there are "
              + "any.")
  private boolean check;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Diagnostic> faults = new ArrayList<>();
    int changed = 0;
    for (Path file : files.isEmpty() ? all() : files) {
      if (layOut(file, faults)) {
        changed++;
        out.println(file);
      }
    }
    out.flush();
    if (!faults.isEmpty()) {
      throw new UserErrorException(faults);
    }
    return check && changed > 0 ? ExitCode.FOUND : ExitCode.DONE;
  }

  private List<Path> all() {
    try (Stream<Path> found = Files.list(rules.folder())) {
      return found
          .filter(file -> Formatter.fits(file.getFileName().toString()))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UserErrorException(rules.folder() + ": there is no such folder to read");
    }
  }

  /** Whether the file is not laid out, or was not. */
  private boolean layOut(Path file, List<Diagnostic> faults) {
    String name = file.toString();
    if (!Formatter.fits(name)) {
      faults.add(
          Diagnostic.in(name, null, "this is no file of rules", "name .drl and .yaml files"));
      return false;
    }
    try {
      String text = Files.readString(file);
      Optional<String> laidOut = Formatter.of(name, text, faults);
      boolean changes = laidOut.isPresent() && !laidOut.get().equals(text);
      if (changes && !check) {
        Files.writeString(file, laidOut.get());
      }
      return changes;
    } catch (NoSuchFileException e) {
      faults.add(Diagnostic.in(name, null, "there is no such file to read", "check the path"));
      return false;
    } catch (CharacterCodingException e) {
      faults.add(Diagnostic.in(name, null, "the file is not UTF-8 text", "save it as UTF-8"));
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
