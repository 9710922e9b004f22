package nestor.server.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import nestor.rulebook.KitchenRulebook;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.drools.CompilationCache;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.rulebook.load.RulebookLoader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulebookValidatorTest {
  private @TempDir Path folder;

  @Test
  void aTryThatTheNextSaveOvertookIsGivenUpWithoutATrace() throws IOException {
    Path rules = folder.resolve("rules");
    KitchenRulebook.with(rules, KitchenRulebook.WARM).close();
    RulebookArchive shelf = new RulebookArchive(folder.resolve("home"));
    RulebookValidator trial = new RulebookValidator(rules, shelf);
    RulebookLoader.Snapshot found = RulebookLoader.snapshot(rules);

    RulebookValidator.Attempt overtaken =
        trial.attempt(found, null, CompilationCache.NONE, () -> true);
    assertThat(overtaken.isOvertaken()).isTrue();
    assertThat(overtaken.rulebook()).isNull();
    assertThat(shelf.find(found.version())).isEmpty();
  }

  @Test
  @Tag("thorough")
  void whatIsGoneThroughBeforeTheFirstEditChangesNothingOfIt() throws IOException {
    RulebookCopy rules = RulebookCopy.in(folder.resolve("rules"));
    RulebookValidator trial =
        new RulebookValidator(rules.folder(), new RulebookArchive(folder.resolve("home")));
    CompiledRulebook inForce =
        trial
            .attempt(
                RulebookLoader.snapshot(rules.folder()), null, CompilationCache.NONE, () -> false)
            .rulebook();
    assertThat(inForce).isNotNull();
    RulebookValidator later =
        new RulebookValidator(rules.folder(), new RulebookArchive(folder.resolve("other")));
    later.rehearse(inForce, trial.renderer(inForce), () -> false);

    rules.replace("security.drl", "rank <= $top", "rank < $top");
    RulebookLoader.Snapshot edit = RulebookLoader.snapshot(rules.folder());
    assertThat(later.attempt(edit, inForce, inForce.compilation(), () -> false).objections())
        .isNotEmpty()
        .isEqualTo(trial.attempt(edit, inForce, inForce.compilation(), () -> false).objections());
    inForce.close();
  }
}
