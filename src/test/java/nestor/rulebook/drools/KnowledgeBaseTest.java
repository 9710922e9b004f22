package nestor.rulebook.drools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kie.api.runtime.KieSession;

/** What versions of a rulebook share while they are in use side by side. */
class KnowledgeBaseTest {
  private static final Compilation SHIPPED = ShippedRulebook.compiled().compilation();

  private @TempDir Path folder;
  private RulebookCopy rules;

  @BeforeEach
  void copy() throws IOException {
    rules = RulebookCopy.in(folder);
  }

  @Test
  void anEditOfAThresholdPutsNoRuleTogetherAnew() throws IOException {
    rules.replace("thresholds.yaml", "value: 365", "value: 366");
    assertThat(compiled(SHIPPED).base()).isSameAs(SHIPPED.base());
  }

  @Test
  void anEditOfARuleDoes() throws IOException {
    rules.replace("security.drl", "top-priorities", "look-back-days");
    assertThat(compiled(SHIPPED).base()).isNotSameAs(SHIPPED.base());
  }

  @Test
  void whatOneVersionIsDoneWithStaysForTheOther() throws IOException {
    rules.replace("security.drl", "top-priorities", "look-back-days");
    Compilation one = compiled(SHIPPED);
    Compilation other = compiled(one);
    KieSession session = one.session();
    other.giveBack(other.session());
    one.giveBack(session);
    other.close();
    assertThat(List.of(one.session(), one.session())).contains(session);
  }

  private Compilation compiled(Compilation former) {
    return RulebookCompiler.load(rules.folder(), former).rulebook().orElseThrow().compilation();
  }
}
