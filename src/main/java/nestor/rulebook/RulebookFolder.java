package nestor.rulebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import nestor.rulebook.language.Parser;
import nestor.rulebook.language.RuleFile;

/** Reads the folder that consultants edit. */
public final class RulebookFolder {
  /** The file of the numbers that rules compare with. */
  public static final String THRESHOLDS = "thresholds.yaml";

  private static final String ABOUT = "rulebook.yaml";
  private static final int SHOWN_OF_HASH = 16;

  private RulebookFolder() {}

  /**
   * A rulebook, or the faults for which there is none.
   *
   * @param draft what could be read of it, whatever the faults
   */
  public record Loaded(Optional<Rulebook> rulebook, Draft draft, List<Fault> faults) {}

  /** Reads, checks and compiles the folder; all faults are told at once, in reading order. */
  public static Loaded load(Path folder) {
    return load(folder, CompiledParts.NONE);
  }

  /**
   * Reads and checks the folder, and compiles what is not known; all faults are told at once, in
   * reading order.
   */
  public static Loaded load(Path folder, CompiledParts known) {
    List<Fault> faults = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      faults.add(
          Fault.in(
              folder.toString(),
              null,
              "there is no such folder",
              "name the rulebook with --rules"));
      return new Loaded(Optional.empty(), draft(folder), faults);
    }
    SortedMap<String, String> texts = texts(folder, faults);
    List<RulebookFile.Named> named = new ArrayList<>();
    RulebookFile about = RulebookFile.read(ABOUT, text(texts, ABOUT, faults), named, faults);
    SortedMap<String, Threshold> thresholds =
        ThresholdFile.read(THRESHOLDS, text(texts, THRESHOLDS, faults), faults);

    List<RuleFile> files = new ArrayList<>();
    Declarations declarations = new Declarations(faults);
    declarations.add(Parser.parseOwn("prelude.drl", EngineFacts.prelude()), true);
    texts.forEach(
        (name, text) -> {
          if (name.endsWith(".drl") && !name.contains("/")) {
            RuleFile file = Parser.parse(name, text);
            faults.addAll(file.faults());
            files.add(file);
          }
        });
    files.forEach(file -> declarations.add(file, false));
    Map<String, Shape> shapes = declarations.shapes();
    Map<String, List<Map<String, Object>>> tables = TableFiles.read(texts, shapes, faults);
    RuleCheck check =
        new RuleCheck(
            shapes,
            thresholds,
            faults.stream().anyMatch(f -> THRESHOLDS.equals(f.document()))
                ? ThresholdFile.names(texts.getOrDefault(THRESHOLDS, ""))
                : Set.of(),
            declarations.vocabulary(),
            about.titles().keySet(),
            faults);
    files.forEach(check::add);
    SortedMap<String, Rule> rules = check.rules();
    if (rules.isEmpty()) {
      faults.add(
          Fault.in(folder.toString(), null, "there are no rules in it", "write one in topic.drl"));
    }
    if (files.stream().allMatch(file -> file.faults().isEmpty())) {
      // Else the rules that a broken file holds would be told as missing, and hide the break.
      RulebookFile.check(named, rules.keySet(), faults);
    }

    faults.addAll(Placeholders.inForce(files, thresholds, texts.getOrDefault(THRESHOLDS, "")));

    String version = version(texts);
    Compilation compilation = null;
    if (faults.isEmpty()) {
      List<String> derivations = check.derivations().stream().map(Rule.Derivation::name).toList();
      compilation =
          Compilation.of(
              new Compilation.Source(List.copyOf(files), shapes.keySet(), derivations),
              known,
              faults);
    }
    faults.sort(Fault.READING_ORDER);
    return new Loaded(
        Optional.ofNullable(compilation)
            .map(
                compiled ->
                    new Rulebook(
                        folder,
                        version,
                        about,
                        declarations.vocabulary(),
                        shapes,
                        thresholds,
                        tables,
                        rules,
                        check.derivations(),
                        compiled)),
        new Draft(
            texts,
            List.copyOf(files),
            about,
            declarations.vocabulary(),
            shapes,
            thresholds,
            tables),
        List.copyOf(faults));
  }

  /** Reads the folder as far as it can be read; its faults are those that {@link #load} tells. */
  public static Draft draft(Path folder) {
    List<Fault> faults = new ArrayList<>();
    SortedMap<String, String> texts =
        Files.isDirectory(folder) ? texts(folder, faults) : new TreeMap<>();
    Declarations declarations = new Declarations(faults);
    declarations.add(Parser.parseOwn("prelude.drl", EngineFacts.prelude()), true);
    List<RuleFile> files =
        texts.entrySet().stream()
            .filter(file -> file.getKey().endsWith(".drl") && !file.getKey().contains("/"))
            .map(file -> Parser.parse(file.getKey(), file.getValue()))
            .toList();
    files.forEach(file -> declarations.add(file, false));
    Map<String, Shape> shapes = declarations.shapes();
    return new Draft(
        texts,
        files,
        RulebookFile.read(ABOUT, texts.getOrDefault(ABOUT, ""), new ArrayList<>(), faults),
        declarations.vocabulary(),
        shapes,
        ThresholdFile.read(THRESHOLDS, texts.getOrDefault(THRESHOLDS, ""), faults),
        TableFiles.read(texts, shapes, faults));
  }

  /** The hash of the folder's content as it is now; the same for the same files on any machine. */
  public static String version(Path folder) {
    return snapshot(folder).version();
  }

  /**
   * The files that make a rulebook, as they were at one moment.
   *
   * @param version the hash of the content
   * @param texts by path within the folder, with forward slashes
   * @param faults files that could not be read, and are therefore not among the texts
   */
  public record Snapshot(String version, SortedMap<String, String> texts, List<Fault> faults) {}

  /** What the folder holds now; nothing where there is no such folder. */
  public static Snapshot snapshot(Path folder) {
    List<Fault> faults = new ArrayList<>();
    SortedMap<String, String> texts =
        Files.isDirectory(folder) ? texts(folder, faults) : new TreeMap<>();
    SortedMap<String, String> told = new TreeMap<>(texts);
    // What cannot be read makes another state of the folder, too.
    faults.forEach(fault -> told.put(fault.toString(), ""));
    return new Snapshot(version(told), texts, List.copyOf(faults));
  }

  /**
   * What changes whenever a file of the rulebook is written, as far as names, sizes and times tell:
   * a look that costs less than a snapshot.
   */
  public static String stamp(Path folder) throws IOException {
    StringBuilder stamp = new StringBuilder();
    for (Path path : files(folder)) {
      try {
        BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class);
        stamp.append(path).append(' ').append(is.size()).append(' ').append(is.lastModifiedTime());
      } catch (NoSuchFileException e) {
        stamp.append(path).append(" gone");
      }
      stamp.append('\n');
    }
    return stamp.toString();
  }

  private static String text(SortedMap<String, String> texts, String name, List<Fault> faults) {
    String text = texts.get(name);
    if (text == null) {
      faults.add(Fault.in(name, null, "the file is missing", "a rulebook needs one"));
      return "";
    }
    return text;
  }

  /**
   * The files that make the rulebook, by their path with forward slashes; notes for people are not
   * among them.
   */
  private static SortedMap<String, String> texts(Path folder, List<Fault> faults) {
    SortedMap<String, String> texts = new TreeMap<>();
    try {
      for (Path path : files(folder)) {
        read(path, name(folder, path), texts, faults);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> counts(name(folder, path)) && Files.isRegularFile(path))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static void read(
      Path path, String name, SortedMap<String, String> texts, List<Fault> faults)
      throws IOException {
    try {
      texts.put(name, Files.readString(path).replace("\r\n", "\n"));
    } catch (CharacterCodingException e) {
      faults.add(Fault.in(name, null, "the file is not UTF-8 text", "save it as UTF-8"));
    } catch (NoSuchFileException e) {
      // An editor replaced the file between the listing and the reading; the next look finds it.
    }
  }

  private static boolean counts(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return !name.startsWith(".")
        && !name.contains("/.")
        && !file.endsWith("~")
        && !file.startsWith("#")
        && (file.endsWith(".drl")
            || file.endsWith(".yaml")
            || file.endsWith(".csv")
            || file.endsWith(".peb")
            || file.endsWith(".css"));
  }

  private static String version(SortedMap<String, String> texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      texts.forEach(
          (name, text) -> {
            digest.update((name + "\0").getBytes(StandardCharsets.UTF_8));
            digest.update((text + "\0").getBytes(StandardCharsets.UTF_8));
          });
      return HexFormat.of().formatHex(digest.digest()).substring(0, SHOWN_OF_HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
