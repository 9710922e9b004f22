package nestor.rulebook.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Sha256;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.FactType;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.RulebookManifest;
import nestor.rulebook.Threshold;
import nestor.rulebook.syntax.Parser;
import nestor.rulebook.syntax.RuleFile;

/**
 * Loader of a rulebook from the folder that consultants edit: reads and checks everything, and
 * reports all faults at once.
 *
 * <pre>{@code
 * RulebookLoader.Loaded loaded = RulebookLoader.load(Path.of("rules"));
 * loaded.faults().forEach(System.err::println);
 * loaded.rulebook().ifPresent(rulebook -> System.out.println(rulebook.count()));
 * }</pre>
 *
 * <p>For advice the rules must be compiled as well: see {@code
 * nestor.rulebook.drools.RulebookCompiler}.
 */
public final class RulebookLoader {
  /** The file of the numbers that rules compare with. */
  public static final String THRESHOLDS = "thresholds.yaml";

  private static final String ABOUT = "rulebook.yaml";
  private static final int SHOWN_OF_HASH = 16;

  private RulebookLoader() {}

  /**
   * A rulebook, or the faults for which there is none.
   *
   * @param parsed what could be read of it, whatever the faults
   */
  public record Loaded(
      Optional<Rulebook> rulebook, ParsedRulebook parsed, List<Diagnostic> faults) {}

  /** Reads and checks the folder; all faults are reported at once, in reading order. */
  public static Loaded load(Path folder) {
    List<Diagnostic> faults = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      faults.add(
          Diagnostic.in(
              folder.toString(),
              null,
              "there is no such folder",
              "name the rulebook with --rules"));
      return new Loaded(Optional.empty(), draft(folder), faults);
    }
    SortedMap<String, String> texts = texts(folder, faults);
    List<RulebookManifest.Named> named = new ArrayList<>();
    RulebookManifest about =
        RulebookManifest.read(ABOUT, text(texts, ABOUT, faults), named, faults);
    SortedMap<String, Threshold> thresholds =
        ThresholdFile.read(THRESHOLDS, text(texts, THRESHOLDS, faults), faults);

    List<RuleFile> files = ruleFiles(texts);
    files.forEach(file -> faults.addAll(file.faults()));
    VocabularyBuilder vocabulary = vocabulary(files, faults);
    Map<String, FactType> factTypes = vocabulary.factTypes();
    ParsedRulebook parsed =
        new ParsedRulebook(
            texts,
            files,
            about,
            ExportFiles.in(vocabulary.vocabulary(NameFile.read(texts, faults)), texts, faults),
            factTypes,
            thresholds,
            TableFiles.read(texts, factTypes, faults));
    RuleCheck check = check(parsed, faults);
    SortedMap<String, Rule> rules = check.rules();
    if (rules.isEmpty()) {
      faults.add(
          Diagnostic.in(
              folder.toString(), null, "there are no rules in it", "write one in topic.drl"));
    }
    if (files.stream().allMatch(file -> file.faults().isEmpty())) {
      // Else the rules that a broken file holds would be reported as missing, and hide the break.
      RulebookManifest.check(named, rules.keySet(), faults);
      about.composition().check(parsed.vocabulary(), faults);
    }
    faults.addAll(Placeholders.inForce(files, thresholds, texts.getOrDefault(THRESHOLDS, "")));
    faults.sort(Diagnostic.READING_ORDER);
    Rulebook rulebook =
        new Rulebook(
            folder,
            version(texts),
            about,
            parsed.vocabulary(),
            factTypes,
            thresholds,
            parsed.tables(),
            rules,
            check.derivations());
    return new Loaded(
        faults.isEmpty() ? Optional.of(rulebook) : Optional.empty(), parsed, List.copyOf(faults));
  }

  private static List<RuleFile> ruleFiles(SortedMap<String, String> texts) {
    return texts.entrySet().stream()
        .filter(file -> file.getKey().endsWith(".drl") && !file.getKey().contains("/"))
        .map(file -> Parser.parse(file.getKey(), file.getValue()))
        .toList();
  }

  private static VocabularyBuilder vocabulary(List<RuleFile> files, List<Diagnostic> faults) {
    VocabularyBuilder vocabulary = new VocabularyBuilder(faults);
    vocabulary.add(Parser.parseOwn("prelude.drl", BuiltInTypes.prelude()), true);
    files.forEach(file -> vocabulary.add(file, false));
    return vocabulary;
  }

  /** All rules and derivations, checked. */
  private static RuleCheck check(ParsedRulebook parsed, List<Diagnostic> faults) {
    boolean thresholdsAreFaulty = faults.stream().anyMatch(f -> THRESHOLDS.equals(f.document()));
    RuleCheck check =
        new RuleCheck(
            parsed.factTypes(),
            parsed.thresholds(),
            thresholdsAreFaulty
                ? ThresholdFile.names(parsed.texts().getOrDefault(THRESHOLDS, ""))
                : Set.of(),
            parsed.vocabulary(),
            parsed.about().titles().keySet(),
            faults);
    parsed.files().forEach(check::add);
    return check;
  }

  /** Reads the folder as far as it can be read; its faults are those that {@link #load} reports. */
  public static ParsedRulebook draft(Path folder) {
    List<Diagnostic> faults = new ArrayList<>();
    SortedMap<String, String> texts =
        Files.isDirectory(folder) ? texts(folder, faults) : new TreeMap<>();
    List<RuleFile> files = ruleFiles(texts);
    VocabularyBuilder vocabulary = vocabulary(files, faults);
    Map<String, FactType> factTypes = vocabulary.factTypes();
    return new ParsedRulebook(
        texts,
        files,
        RulebookManifest.read(ABOUT, texts.getOrDefault(ABOUT, ""), new ArrayList<>(), faults),
        ExportFiles.in(vocabulary.vocabulary(NameFile.read(texts, faults)), texts, faults),
        factTypes,
        ThresholdFile.read(THRESHOLDS, texts.getOrDefault(THRESHOLDS, ""), faults),
        TableFiles.read(texts, factTypes, faults));
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
  public record Snapshot(
      String version, SortedMap<String, String> texts, List<Diagnostic> faults) {}

  /** Content of the folder now; empty where there is no such folder. */
  public static Snapshot snapshot(Path folder) {
    List<Diagnostic> faults = new ArrayList<>();
    SortedMap<String, String> texts =
        Files.isDirectory(folder) ? texts(folder, faults) : new TreeMap<>();
    SortedMap<String, String> told = new TreeMap<>(texts);
    // What cannot be read makes another state of the folder, too.
    faults.forEach(diagnostic -> told.put(diagnostic.toString(), ""));
    return new Snapshot(version(told), texts, List.copyOf(faults));
  }

  /**
   * Stamp of the folder that changes whenever a file is written, as far as names, sizes and times
   * show it; it costs less than a snapshot.
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

  private static String text(
      SortedMap<String, String> texts, String name, List<Diagnostic> faults) {
    String text = texts.get(name);
    if (text == null) {
      faults.add(Diagnostic.in(name, null, "the file is missing", "a rulebook needs one"));
      return "";
    }
    return text;
  }

  /**
   * The files that make the rulebook, by their path with forward slashes; notes for people are not
   * among them.
   */
  private static SortedMap<String, String> texts(Path folder, List<Diagnostic> faults) {
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
      Path path, String name, SortedMap<String, String> texts, List<Diagnostic> faults)
      throws IOException {
    try {
      texts.put(name, Files.readString(path).replace("\r\n", "\n"));
    } catch (CharacterCodingException e) {
      faults.add(Diagnostic.in(name, null, "the file is not UTF-8 text", "save it as UTF-8"));
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
    MessageDigest digest = Sha256.digest();
    texts.forEach(
        (name, text) -> {
          digest.update((name + "\0").getBytes(StandardCharsets.UTF_8));
          digest.update((text + "\0").getBytes(StandardCharsets.UTF_8));
        });
    return Sha256.of(digest).substring(0, SHOWN_OF_HASH);
  }
}
