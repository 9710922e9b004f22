package nestor.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.drools.RulebookCompiler;

/** The shipped rulebook, and larger ones: its rules again under other names, with other numbers. */
final class Books {
  private static final Path RULES = Path.of("rules");
  private static final Pattern RULE = Pattern.compile("rule \"([a-z-]+/[a-z-]+)");
  private static final Pattern SCENARIO = Pattern.compile("(?m)^(?=  - name:)");

  /** A reason that counts recommendations; a larger book has more of them. */
  private static final String TALLY = "critical security gap";

  private static final Pattern RECOMMENDED =
      Pattern.compile("(?m)^    recommended:(?: *\\[[^\\]]*]|(?:\\R +- .*)+)");
  private static final Pattern ID = Pattern.compile("[a-z-]+/[a-z-]+");
  private static final Pattern BLOCK = Pattern.compile("(?m)^(?=[a-z])");
  private static final Pattern NUMBER = Pattern.compile("Threshold\\(name == \"([^\"]+)\"");

  private Books() {}

  /** How often the shipped rules are needed for so many. */
  static int copies(int rules) {
    return Math.max(1, (rules + 55) / 111);
  }

  /** What the names of each copy end in; those of the first are the shipped ones. */
  static List<String> suffixes(int rules) {
    List<String> suffixes = new ArrayList<>(List.of(""));
    for (int i = 2; i <= copies(rules); i++) {
      suffixes.add(letters(i));
    }
    return suffixes;
  }

  private static String letters(int number) {
    return "-copy-" + (char) ('a' + number / 26) + (char) ('a' + number % 26);
  }

  /** A rulebook of about so many rules. */
  static CompiledRulebook of(int rules) {
    if (copies(rules) == 1) {
      return load(RULES);
    }
    try {
      Path folder = Files.createTempDirectory("nestor-book");
      write(rules, folder, false);
      return load(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a rulebook of about so many rules.
   *
   * @param scenarios whether the shipped scenarios are in it; they hold for each copy as well
   */
  static void write(int rules, Path folder, boolean scenarios) throws IOException {
    Set<String> read = new HashSet<>();
    List<Path> files = files(RULES);
    for (Path file : files) {
      if (isOfRules(file)) {
        NUMBER.matcher(Files.readString(file)).results().forEach(m -> read.add(m.group(1)));
      }
    }
    for (Path file : files) {
      Path copy = folder.resolve(RULES.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      String name = file.getFileName().toString();
      Files.writeString(
          copy,
          name.endsWith(".scenarios.yaml") && !scenarios
              ? "scenarios: []\n"
              : enlarged(file, suffixes(rules), read));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** Derivations and types are the same for all. */
  private static boolean isOfRules(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".drl") && !name.equals("vocabulary.drl") && !name.endsWith("derived.drl");
  }

  private static CompiledRulebook load(Path folder) {
    RulebookCompiler.Result loaded = RulebookCompiler.load(folder);
    return loaded
        .rulebook()
        .orElseThrow(() -> new IllegalStateException(loaded.faults().toString()));
  }

  private static String enlarged(Path file, List<String> suffixes, Set<String> read)
      throws IOException {
    String text = Files.readString(file);
    if (file.toString().endsWith(".scenarios.yaml")) {
      return scenarios(text, suffixes);
    }
    StringBuilder all = new StringBuilder(text);
    for (String suffix : suffixes.subList(1, suffixes.size())) {
      if (isOfRules(file)) {
        String renamed =
            RULE.matcher(text).replaceAll(m -> Matcher.quoteReplacement(m.group() + suffix));
        all.append('\n')
            .append(
                NUMBER
                    .matcher(renamed)
                    .replaceAll(
                        m ->
                            Matcher.quoteReplacement(
                                "Threshold(name == \"" + m.group(1) + suffix + "\"")));
      } else if (file.endsWith("thresholds.yaml")) {
        for (String threshold : BLOCK.split(text)) {
          String name = threshold.lines().findFirst().orElse("").replaceFirst(":.*", "");
          if (read.contains(name)) {
            all.append('\n').append(name + suffix + threshold.substring(name.length()));
          }
        }
      }
    }
    return all.toString();
  }

  /** What is recommended in a scenario, its copies are, too. */
  private static String scenarios(String text, List<String> suffixes) {
    StringBuilder all = new StringBuilder();
    for (String scenario : SCENARIO.split(text)) {
      Matcher recommended = RECOMMENDED.matcher(scenario);
      if (!scenario.contains(TALLY)) {
        all.append(
            recommended.replaceAll(
                m ->
                    Matcher.quoteReplacement(
                        "    recommended: ["
                            + ID.matcher(m.group())
                                .results()
                                .flatMap(id -> suffixes.stream().map(end -> id.group() + end))
                                .collect(Collectors.joining(", "))
                            + "]")));
      }
    }
    return all.toString();
  }
}
