package nestor.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.dossier.Origin;
import nestor.engine.budget.EvaluationLimits;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.ParsedDocument;
import nestor.evidence.SectionContent;
import nestor.rulebook.Rule;
import nestor.rulebook.Rulebook;
import nestor.rulebook.ShippedRulebook;
import org.drools.core.impl.InternalRuleBase;
import org.junit.jupiter.api.Test;

/**
 * What an evaluation costs, in counts that are the same on every machine. A test that fails here
 * because rules were added is cured by a higher limit; one that fails without has found a loss.
 */
class EvaluationCostTest {
  private static final LocalDate AS_OF = LocalDate.parse("2026-11-21");
  private static final long KILOBYTE = 1024;
  private static final long EVALUATION = 4_800;
  private static final long ADVICE = 8_500;
  private static final int NODES = 3_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Rulebook rulebook = ShippedRulebook.get();

  @Test
  void anEvaluationAllocatesLittle() throws IOException {
    Dossier bank = dossier("meridian-bank.json");
    assertThat(allocated(Assessor.unchecked(rulebook), bank) / KILOBYTE)
        .as("KB that the evaluation of a bank with 149 entries allocates")
        .isLessThan(EVALUATION);
    assertThat(allocated(new Assessor(ShippedRulebook.compiled()), bank) / KILOBYTE)
        .as("KB that its advice allocates, the matches of Drools included")
        .isLessThan(ADVICE);
  }

  @Test
  void whatIsAllocatedGrowsNoFasterThanTheEntries() throws IOException {
    Dossier bank = dossier("meridian-bank.json");
    Assessor assessor = Assessor.unchecked(rulebook);
    long once = allocated(assessor, bank);
    long tenfold = allocated(assessor, repeated(bank, 10));
    assertThat(tenfold).isLessThan(11 * once);
  }

  @Test
  void rulesThatAreNotAskedForDoNotFire() throws IOException {
    Dossier bank = dossier("meridian-bank.json");
    Assessor assessor = new Assessor(ShippedRulebook.compiled());
    FactBase factBase = assessor.factBase(bank, AS_OF, false);
    List<Rule.Case> asked = List.of(rulebook.rules().get("security/unpatched").cases().get(0));
    try (DroolsMatches matches =
        (DroolsMatches)
            DroolsMatches.finder(ShippedRulebook.compiled(), EvaluationLimits.USUAL)
                .matchesIn(factBase, asked)) {
      int found = matches.of(asked.get(0), List.of()).size();
      assertThat(found).isPositive();
      assertThat(matches.fired()).isEqualTo(found);
    }
  }

  @Test
  void rulesShareWhatTheyAskAlike() {
    int cases = rulebook.rules().values().stream().mapToInt(r -> r.cases().size()).sum();
    int nodes = ((InternalRuleBase) ShippedRulebook.compiled().compilation().base()).getNodeCount();
    assertThat(nodes).as("nodes of the network of %d DRL rules", cases).isLessThan(NODES);
  }

  /** Bytes that one assessment allocates, once all is made that lasts. */
  private static long allocated(Assessor assessor, Dossier dossier) {
    for (int i = 0; i < 3; i++) {
      assessor.assess(dossier, AS_OF, List.of());
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assessor.assess(dossier, AS_OF, List.of());
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /** The same organisation with each entry of its lists several times, under names of its own. */
  private static Dossier repeated(Dossier dossier, int times) {
    TreeMap<String, DossierSection> sections = new TreeMap<>(dossier.sections());
    for (String name :
        List.of("systems", "backups", "suppliers", "incidents", "risks", "knowledge")) {
      List<Map<String, Object>> entries = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        for (Map<String, Object> entry : dossier.entries(name)) {
          Map<String, Object> own = new LinkedHashMap<>(entry);
          for (String field : List.of("name", "system", "capability")) {
            String suffix = " " + i;
            own.computeIfPresent(field, (f, value) -> value + suffix);
          }
          entries.add(own);
        }
      }
      Origin origin =
          dossier.origins(name).stream().findFirst().orElse(new Origin("", Instant.EPOCH, ""));
      sections.put(name, new DossierSection(new SectionContent(name, entries), origin));
    }
    return new Dossier(dossier.organisation(), sections);
  }

  private static Dossier dossier(String example) throws IOException {
    byte[] content = Files.readAllBytes(Path.of("examples", example));
    ParsedDocument document =
        (ParsedDocument)
            new DocumentReader(ShippedRulebook.get().vocabulary())
                .read(new Document(example, content, null));
    return Dossier.empty(document.organisation())
        .with(document, new Origin(example, Instant.EPOCH, ""));
  }
}
