package nestor.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every parser on what a fuzzer found before, and on damaged seeds. With {@code -Dfuzz=SECONDS} the
 * fuzzer itself runs for that long on each ({@code -Dfuzz.only=json,mail} for some), guided by the
 * coverage of the product and of the libraries that parse; what it finds is kept in
 * src/test/resources/fuzz, and fails.
 */
@Tag("thorough")
class FuzzTest {
  private static final Path KEPT = Path.of("src/test/resources/fuzz");
  private static final Path WORK = Path.of("target/fuzz");
  private static final int DAMAGED = 300;
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
  private static final Pattern COVERED = Pattern.compile("cov: (\\d+) ft: (\\d+)");

  @ParameterizedTest
  @EnumSource
  @Timeout(300)
  void whatBrokeAParserOnceBreaksItNoMore(FuzzTarget target) throws IOException {
    for (byte[] seed : FuzzSeeds.of(target)) {
      target.feed(seed);
    }
    target.feed(new byte[0]);
    for (Path kept : kept(target)) {
      target.feed(Files.readAllBytes(kept));
    }
  }

  /** The same on every run. */
  @ParameterizedTest
  @EnumSource
  @Timeout(300)
  void damageIsAnsweredAndNeverThrown(FuzzTarget target) throws IOException {
    List<byte[]> seeds = FuzzSeeds.of(target);
    Random random = new Random(20261125);
    for (int run = 0; run < DAMAGED; run++) {
      byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
      for (int i = 0; input.length > 0 && i <= random.nextInt(5); i++) {
        input[random.nextInt(input.length)] = (byte) random.nextInt(256);
      }
      target.feed(
          random.nextInt(3) == 0 ? Arrays.copyOf(input, random.nextInt(input.length + 1)) : input);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFuzzerFindsNothing(FuzzTarget target) throws Exception {
    int seconds = Integer.getInteger("fuzz", 0);
    String only = System.getProperty("fuzz.only", "");
    assumeTrue(seconds > 0, "-Dfuzz=SECONDS fuzzes every parser for that long");
    assumeTrue(only.isEmpty() || Arrays.asList(only.split(",")).contains(target.folder()));

    Path seeds = fresh(WORK.resolve(target.folder()).resolve("seeds"));
    int number = 0;
    for (byte[] seed : FuzzSeeds.of(target)) {
      Files.write(seeds.resolve("seed-" + ++number), seed);
    }
    Path grown = Files.createDirectories(WORK.resolve(target.folder()).resolve("grown"));
    Path found = fresh(WORK.resolve(target.folder()).resolve("found"));
    Path words = seeds.resolveSibling("words");
    Files.writeString(words, FuzzSeeds.dictionary(target));
    Path log = seeds.resolveSibling("log.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Xss2m",
                "-Dfuzz.target=" + target.name(),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzEntry.class.getName(),
                "--instrumentation_includes=nestor.**:com.fasterxml.jackson.**:org.yaml.snakeyaml.**"
                    + ":org.dhatim.**:com.fasterxml.aalto.**:org.eclipse.angus.**:jakarta.mail.**"
                    + ":org.apache.commons.fileupload.**",
                // The engine builds classes of its own, which the fuzzer's hooks would spoil.
                "--custom_hook_excludes=rulebook.**:org.drools.**:org.kie.**",
                "--reproducer_path=" + found.getParent(),
                "-artifact_prefix=" + found + "/",
                "-dict=" + words,
                "-max_len=8192",
                "-timeout=20",
                "-rss_limit_mb=3000",
                "-max_total_time=" + seconds,
                grown.toString(),
                seeds.toString()));
    if (Files.isDirectory(KEPT.resolve(target.folder()))) {
      command.add(KEPT.resolve(target.folder()).toString());
    }
    Process fuzzer =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(fuzzer.waitFor(seconds + 300L, TimeUnit.SECONDS)).as("see %s", log).isTrue();

    String said = Files.readString(log, StandardCharsets.ISO_8859_1);
    Matcher done = DONE.matcher(said);
    String covered =
        COVERED.matcher(said).results().reduce((a, b) -> b).map(m -> m.group()).orElse("");
    System.out.printf(
        "fuzzed %s: %s, %s%n",
        target.folder(),
        done.find() ? done.group(1) + " executions in " + done.group(2) + " s" : "stopped early",
        covered);
    keep(target, found);
    assertThat(said).as("see %s", log).contains("Done ").doesNotContain("== Java Exception");
  }

  private static List<Path> kept(FuzzTarget target) throws IOException {
    Path folder = KEPT.resolve(target.folder());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void keep(FuzzTarget target, Path found) throws IOException {
    try (Stream<Path> files = Files.list(found)) {
      for (Path file : files.toList()) {
        Path kept = Files.createDirectories(KEPT.resolve(target.folder()));
        Files.copy(
            file,
            kept.resolve(file.getFileName()),
            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static Path fresh(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(folder);
  }
}
