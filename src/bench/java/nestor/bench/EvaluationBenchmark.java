package nestor.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import nestor.dossier.Dossier;
import nestor.engine.evaluation.Assessor;
import nestor.rulebook.drools.CompiledRulebook;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One organisation held against a rulebook, by each of the peers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EvaluationBenchmark {
  /** So many organisations take turns. */
  private static final int ORGANISATIONS = 16;

  /** About so many rules. */
  @Param("111")
  int rules;

  /** So many entries in each organisation. */
  @Param("120")
  int entries;

  /** Whether only rules count that look at one entry at a time. */
  @Param("false")
  boolean entryRules;

  /** Who finds the matches. */
  @Param("nestor")
  String peer = "";

  private CompiledRulebook rulebook;
  private List<Dossier> dossiers;
  private Peer measured;

  /** Whose turn it is, by thread. */
  @State(Scope.Thread)
  public static class Turn {
    private int next;
  }

  /** Makes all ready, and compares the answers. */
  @Setup(Level.Trial)
  public void open() {
    CompiledRulebook whole = Books.of(rules);
    dossiers = new Organisations(whole.rulebook()).withEntries(entries, ORGANISATIONS);
    rulebook = entryRules ? whole.part(EntryRules.ids(whole.rulebook())) : whole;
    measured = Peers.named(peer, rulebook, rules);
    if (entryRules) {
      Agreement.same(
          "raw Drools and " + peer,
          byRule(Peers.named("drools", rulebook, rules)),
          byRule(measured),
          dossiers);
    } else if (measured instanceof NestorPeers) {
      Agreement.advice(
          new Assessor(rulebook),
          Organisations.TODAY,
          Peers.named("hand-written", rulebook, rules),
          dossiers);
    } else {
      Agreement.same(
          "raw Drools and " + peer, Peers.named("drools", rulebook, rules), measured, dossiers);
    }
  }

  /** Matches under the id of the rule, whatever the case. */
  private static Peer byRule(Peer peer) {
    return (dossier, matches) ->
        peer.find(dossier, rule -> matches.match(nestor.rulebook.Rule.idOf(rule)));
  }

  /** Gives all back. */
  @TearDown(Level.Trial)
  public void close() {
    measured.close();
  }

  /** The matches of one organisation. */
  @Benchmark
  public int organisation(Turn turn) {
    turn.next = (turn.next + 1) % ORGANISATIONS;
    return measured.count(dossiers.get(turn.next));
  }
}
