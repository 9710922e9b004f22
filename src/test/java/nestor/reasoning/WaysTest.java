package nestor.reasoning;

import java.time.LocalDate;
import java.util.*;
import nestor.dossier.Dossier;
import nestor.rulebook.*;
import nestor.evidence.*;
import nestor.dossier.*;
import java.nio.file.*;
import org.junit.jupiter.api.Test;

class WaysTest {
  @Test
  void t() throws Exception {
    Rulebook rulebook = ShippedRulebook.get();
    LocalDate day = LocalDate.of(2026, 11, 21);
    Assessor assessor = new Assessor(rulebook);
    for (String file : List.of("meridian-bank.json", "lumen-labs.yaml", "karoo-mining.xlsx")) {
      Evidence e = (Evidence) new DocumentReader(rulebook.vocabulary()).read(new Document(file, Files.readAllBytes(Path.of("examples", file)), null));
      Dossier d = Dossier.empty(e.organisation()).with(e, new Origin(file, java.time.Instant.EPOCH, ""));
      Ways ways = new Ways(assessor, day);
      Knowledge k = assessor.knowledge(d, day, true);
      int none = 0, n = 0;
      long start = System.nanoTime();
      for (Rule rule : rulebook.rules().values()) {
        Truth a = Assessor.answer(rule, k);
        for (Ways.Goal goal : a.isYes() ? List.of(Ways.Goal.CLEAR) : a.isNo() ? List.of(Ways.Goal.RECOMMENDED) : List.of(Ways.Goal.values())) {
          long t0 = System.nanoTime();
          var found = ways.find(d, rule, goal);
          long ms = (System.nanoTime() - t0) / 1000000;
          n++;
          if (found.isEmpty()) none++;
          System.out.println(file + " " + rule.guidance().id() + " " + a.kind() + "->" + goal + " " + ms + "ms " + found.map(Object::toString).orElse("NONE"));
        }
      }
      System.out.println("SUM " + file + " " + n + " none " + none + " ms " + (System.nanoTime() - start) / 1000000);
    }
  }
}
