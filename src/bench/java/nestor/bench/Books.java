package nestor.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nestor.rulebook.Rulebook;
import nestor.rulebook.RulebookFolder;

/** The shipped rulebook, and larger ones: its rules again under other names, with other numbers. */
final class Books {
  private static final Path RULES = Path.of("rules");
  private static final Pattern RULE = Pattern.compile("rule \"([a-z-]+/[a-z-]+)");
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
  static Rulebook of(int rules) {
    if (copies(rules) == 1) {
      return load(RULES);
    }
    try {
      Path folder = Files.createTempDirectory("nestor-book");
      try (Stream<Path> files = Files.list(RULES)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          copy(file, folder, suffixes(rules));
        }
      }
      return load(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Rulebook load(Path folder) {
    RulebookFolder.Loaded loaded = RulebookFolder.load(folder);
    return loaded
        .rulebook()
        .orElseThrow(() -> new IllegalStateException(loaded.faults().toString()));
  }

  private static void copy(Path file, Path folder, List<String> suffixes) throws IOException {
    String name = file.getFileName().toString();
    String text = Files.readString(file);
    StringBuilder all = new StringBuilder(text);
    boolean rules =
        name.endsWith(".drl") && !name.equals("vocabulary.drl") && !name.equals("derived.drl");
    if (name.endsWith(".scenarios.yaml") || name.equals("rulebook.yaml")) {
      all.setLength(0);
      all.append(name.equals("rulebook.yaml") ? text : "scenarios: []\n");
    }
    for (String suffix : suffixes.subList(1, suffixes.size())) {
      if (rules) {
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
      } else if (name.equals("thresholds.yaml")) {
        all.append('\n').append(text.replaceAll("(?m)^([a-z][^:\\s]*):", "$1" + suffix + ":"));
      }
    }
    Files.writeString(folder.resolve(name), all);
  }
}
