package nestor.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures and prints tables of ratios.
 *
 * <p>Arguments: which tables, of {@code ratios} and {@code growth} (all in turns in one process, in
 * processor time), {@code peers}, {@code entry-rules}, {@code rules}, {@code facts}, {@code
 * threads} (each in processes of its own, by JMH), {@code reading}, {@code whole-way} and {@code
 * mail} (a running server), {@code reload}, {@code store}; {@code quick} for shorter runs.
 */
final class Measure {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final boolean quick;

  private Measure(boolean quick) {
    this.quick = quick;
  }

  public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
    List<String> tables = new ArrayList<>(List.of(args));
    Measure measure = new Measure(tables.remove("quick"));
    if (tables.isEmpty()) {
      tables.addAll(
          List.of(
              "ratios",
              "growth",
              "peers",
              "entry-rules",
              "rules",
              "facts",
              "threads",
              "reading",
              "whole-way",
              "mail",
              "reload",
              "store"));
    }
    for (String table : tables) {
      if (table.equals("ratios")) {
        SideBySide sideBySide = new SideBySide(measure.quick ? 12 : 40);
        sideBySide.rules(111, 120);
        sideBySide.entryRules(120);
      } else if (table.equals("growth")) {
        measure.growth();
      } else if (table.equals("reload")) {
        Reload.heading();
        for (int rules : List.of(111, 333, 999)) {
          Reload.measure(rules, measure.quick ? 9 : 25);
        }
      } else if (table.equals("store")) {
        List<String> counts =
            measure.quick
                ? List.of("1", "100", "1000")
                : List.of("1", "10", "100", "1000", "10000", "100000");
        StoreGrowth.measure(Path.of("docs", "plots", "store.svg"), counts);
      } else if (table.equals("mail")) {
        MailWay.measure(measure.quick ? 50 : 300);
      } else if (table.equals("reading")) {
        Reading.measure(measure.quick ? 100 : 400);
      } else if (table.equals("whole-way")) {
        WholeWay.measure(measure.quick ? 300 : 6000);
      } else {
        measure.table(table);
      }
    }
  }

  private void growth() throws IOException {
    SideBySide sideBySide = new SideBySide(quick ? 6 : 20);
    Map<String, SortedMap<Double, Double>> byEntries = new LinkedHashMap<>();
    for (int entries : List.of(60, 120, 600, 3_000, 30_000)) {
      note(byEntries, entries, sideBySide.rules(111, entries));
    }
    Map<String, SortedMap<Double, Double>> byRules = new LinkedHashMap<>();
    for (int rules : List.of(111, 333, 999, 2997)) {
      note(byRules, rules, sideBySide.rules(rules, 120));
    }
    plot("entries", "entries of one organisation", byEntries);
    plot("rules", "rules of the book", byRules);
  }

  private static void note(
      Map<String, SortedMap<Double, Double>> lines, int of, Map<String, Double> micros) {
    micros.forEach(
        (peer, time) ->
            lines
                .computeIfAbsent(peer.replaceFirst(",.*", ""), name -> new TreeMap<>())
                .put((double) of, time / 1e3));
  }

  private static void plot(String of, String axis, Map<String, SortedMap<Double, Double>> lines)
      throws IOException {
    Plot.write(
        Path.of("docs", "plots", of + ".svg"),
        "One organisation held against the whole book",
        axis,
        "milliseconds of one processor",
        lines);
  }

  private void table(String table) throws RunnerException {
    switch (table) {
      case "peers" -> {
        heading("111 rules, 120 entries, 1 thread; all rules");
        rows(
            "hand-written",
            List.of("hand-written", "nestor", "nestor-evaluation", "drools"),
            111,
            120,
            false,
            1);
      }
      case "entry-rules" -> {
        heading("Only the rules that look at one entry at a time; 120 entries, 1 thread");
        rows(
            "nestor",
            List.of("nestor", "nestor-evaluation", "drools", "easy-rules", "evrete", "openl"),
            111,
            120,
            true,
            1);
      }
      case "rules" -> {
        for (int rules : List.of(111, 333, 999, 2997)) {
          heading(rules + " rules, 120 entries, 1 thread");
          rows("hand-written", List.of("hand-written", "nestor", "drools"), rules, 120, false, 1);
        }
      }
      case "facts" -> {
        for (int entries : List.of(60, 120, 600, 3000)) {
          heading("111 rules, " + entries + " entries, 1 thread");
          rows("hand-written", List.of("hand-written", "nestor", "drools"), 111, entries, false, 1);
        }
      }
      case "threads" -> {
        for (int threads : List.of(1, 2)) {
          heading("111 rules, 120 entries, threads: " + threads);
          rows(
              "hand-written",
              List.of("hand-written", "nestor", "drools"),
              111,
              120,
              false,
              threads);
        }
      }
      default -> throw new IllegalArgumentException("no table " + table);
    }
  }

  private static void heading(String text) {
    OUT.println();
    OUT.println(text);
    OUT.println();
    OUT.println("| who | µs an organisation | ± 99.9% | ratio | KB allocated |");
    OUT.println("| --- | ---: | ---: | ---: | ---: |");
  }

  private void rows(
      String base, List<String> peers, int rules, int entries, boolean entryRules, int threads)
      throws RunnerException {
    Map<String, RunResult> results = new LinkedHashMap<>();
    for (String peer : peers) {
      Options options =
          new OptionsBuilder()
              .include(EvaluationBenchmark.class.getName())
              .param("peer", peer)
              .param("rules", String.valueOf(rules))
              .param("entries", String.valueOf(entries))
              .param("entryRules", String.valueOf(entryRules))
              .threads(threads)
              .forks(1)
              .warmupIterations(quick ? 10 : 20)
              .warmupTime(TimeValue.seconds(2))
              .measurementIterations(quick ? 12 : 25)
              .measurementTime(TimeValue.seconds(1))
              .addProfiler("gc")
              .jvmArgsAppend("-Xmx2g", "-Dlogback.configurationFile=src/bench/logback.xml")
              .shouldFailOnError(true)
              .verbosity(org.openjdk.jmh.runner.options.VerboseMode.SILENT)
              .build();
      Collection<RunResult> result = new Runner(options).run();
      results.put(peer, result.iterator().next());
    }
    double one = results.get(base).getPrimaryResult().getScore();
    results.forEach((peer, result) -> row(peer, result, one));
  }

  private static void row(String peer, RunResult result, double one) {
    Result<?> time = result.getPrimaryResult();
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    OUT.printf(
        Locale.ROOT,
        "| %s | %.1f | %.1f | %.1f | %.0f |%n",
        peer,
        time.getScore(),
        time.getScoreError(),
        time.getScore() / one,
        allocated == null ? Double.NaN : allocated.getScore() / 1024);
  }
}
