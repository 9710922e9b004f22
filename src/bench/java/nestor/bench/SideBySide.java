package nestor.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import nestor.dossier.Dossier;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.Rule;
import nestor.rulebook.drools.CompiledRulebook;

/**
 * All peers in turns in one process, in the processor time of all its threads: what else the
 * machine does falls on all alike, so that the ratios hold where wall-clock times would not. An
 * organisation with very many facts is advised by two threads in turn.
 */
final class SideBySide {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ORGANISATIONS = 16;
  private static final long TURN = 150_000_000;
  private static final double T_95 = 2.0;

  /** Nanoseconds for each peer that do not count: Java compiles what is asked often. */
  private static final long WARM = 9_000_000_000L;

  private final int rounds;

  /** Whether something was measured before, so that most is compiled. */
  private boolean begun;

  SideBySide(int rounds) {
    this.rounds = rounds;
  }

  /**
   * The rules of the book: hand-written Java is one.
   *
   * @return microseconds of one processor by peer
   */
  Map<String, Double> rules(int rules, int entries) {
    CompiledRulebook book = Books.of(rules);
    List<Dossier> dossiers = new Organisations(book.rulebook()).withEntries(entries, ORGANISATIONS);
    Peer byHand = Peers.named("hand-written", book, rules);
    Peer drools = Peers.named("drools", book, rules);
    Agreement.same("hand-written Java and raw Drools", byHand, drools, dossiers);
    Agreement.advice(new Assessor(book), Organisations.TODAY, byHand, dossiers);
    Map<String, Peer> peers = new LinkedHashMap<>();
    peers.put("hand-written Java, matches only", byHand);
    peers.put("raw Drools, new session, matches only", drools);
    peers.put("Nestor without Drools, whole advice", Peers.named("nestor-evaluation", book, rules));
    peers.put("Nestor, whole advice", Peers.named("nestor", book, rules));
    return print(
        book.rulebook().rules().size() + " rules, " + entries + " entries", peers, dossiers);
  }

  /** Only the rules that engines without joins can express. */
  void entryRules(int entries) {
    CompiledRulebook whole = Books.of(111);
    List<Dossier> dossiers =
        new Organisations(whole.rulebook()).withEntries(entries, ORGANISATIONS);
    CompiledRulebook book = whole.part(EntryRules.ids(whole.rulebook()));
    Peer drools = Peers.named("drools", book, 111);
    Map<String, Peer> peers = new LinkedHashMap<>();
    peers.put("Easy Rules, matches only", Peers.named("easy-rules", book, 111));
    peers.put("Evrete, matches only", Peers.named("evrete", book, 111));
    peers.put("OpenL Tablets, matches only", Peers.named("openl", book, 111));
    peers.put("raw Drools, new session, matches only", drools);
    peers.put("Nestor without Drools, whole advice", Peers.named("nestor-evaluation", book, 111));
    peers.put("Nestor, whole advice", Peers.named("nestor", book, 111));
    peers.forEach(
        (name, peer) ->
            Agreement.same("raw Drools and " + name, byRule(drools), byRule(peer), dossiers));
    print(
        book.rulebook().rules().size() + " rules that look at one entry, " + entries + " entries",
        peers,
        dossiers);
  }

  /** Matches under the id of the rule, whatever the case. */
  private static Peer byRule(Peer peer) {
    return (dossier, matches) -> peer.find(dossier, rule -> matches.match(Rule.idOf(rule)));
  }

  private Map<String, Double> print(
      String heading, Map<String, Peer> peers, List<Dossier> dossiers) {
    Map<String, List<Double>> ratios = new LinkedHashMap<>();
    Map<String, Double> micros = new LinkedHashMap<>();
    Map<String, Double> bytes = new LinkedHashMap<>();
    peers.keySet().forEach(name -> ratios.put(name, new ArrayList<>()));
    long warm = PROCESS.getProcessCpuTime() + (begun ? WARM : 3 * WARM) * peers.size();
    begun = true;
    while (PROCESS.getProcessCpuTime() < warm) {
      peers.values().forEach(peer -> turn(peer, dossiers));
    }
    for (int round = 0; round < rounds; round++) {
      double first = 0;
      for (Map.Entry<String, Peer> peer : peers.entrySet()) {
        double[] cost = turn(peer.getValue(), dossiers);
        first = first == 0 ? cost[0] : first;
        ratios.get(peer.getKey()).add(cost[0] / first);
        micros.merge(peer.getKey(), cost[0] / rounds, Double::sum);
        bytes.merge(peer.getKey(), cost[1] / rounds, Double::sum);
      }
    }
    OUT.println();
    OUT.println(heading);
    OUT.println();
    OUT.println("| who | µs of one processor | ratio | 95% | KB allocated |");
    OUT.println("| --- | ---: | ---: | ---: | ---: |");
    ratios.forEach(
        (name, all) -> {
          double mean = all.stream().mapToDouble(d -> d).average().orElse(Double.NaN);
          double variance =
              all.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum()
                  / Math.max(1, all.size() - 1);
          OUT.printf(
              Locale.ROOT,
              "| %s | %.0f | %.1f | ± %.1f | %.0f |%n",
              name,
              micros.get(name),
              mean,
              T_95 * Math.sqrt(variance / all.size()),
              bytes.get(name) / 1024);
        });
    return micros;
  }

  /** Microseconds of one organisation, and bytes that the asking thread allocates for it. */
  private static double[] turn(Peer peer, List<Dossier> dossiers) {
    long start = PROCESS.getProcessCpuTime();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    int count = 0;
    long now = start;
    while (now - start < TURN || count % dossiers.size() != 0) {
      peer.count(dossiers.get(count++ % dossiers.size()));
      now = PROCESS.getProcessCpuTime();
    }
    return new double[] {
      (now - start) / 1e3 / count,
      (double) (THREADS.getCurrentThreadAllocatedBytes() - allocated) / count
    };
  }
}
