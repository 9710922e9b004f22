package nestor.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import nestor.reasoning.KitchenRulebook;
import nestor.rulebook.CompiledParts;
import nestor.rulebook.Rulebook;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.RulebookFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulebookTrialTest {
  private @TempDir Path folder;

  @Test
  void aTryThatTheNextSaveOvertookIsGivenUpWithoutATrace() throws IOException {
    Path rules = folder.resolve("rules");
    KitchenRulebook.with(rules, KitchenRulebook.WARM).compilation().close();
    RulebookShelf shelf = new RulebookShelf(folder.resolve("home"));
    RulebookTrial trial = new RulebookTrial(rules, shelf);
    RulebookFolder.Snapshot found = RulebookFolder.snapshot(rules);

    RulebookTrial.Attempt overtaken = trial.attempt(found, null, CompiledParts.NONE, () -> true);
    assertThat(overtaken.isOvertaken()).isTrue();
    assertThat(overtaken.rulebook()).isNull();
    assertThat(shelf.find(found.version())).isEmpty();
  }

  @Test
  @Tag("thorough")
  void whatIsGoneThroughBeforeTheFirstEditChangesNothingOfIt() throws IOException {
    RulebookCopy rules = RulebookCopy.in(folder.resolve("rules"));
    RulebookTrial trial =
        new RulebookTrial(rules.folder(), new RulebookShelf(folder.resolve("home")));
    Rulebook inForce =
        trial
            .attempt(RulebookFolder.snapshot(rules.folder()), null, CompiledParts.NONE, () -> false)
            .rulebook();
    assertThat(inForce).isNotNull();
    RulebookTrial later =
        new RulebookTrial(rules.folder(), new RulebookShelf(folder.resolve("other")));
    later.rehearse(inForce, trial.renderer(inForce), () -> false);

    rules.replace("security.drl", "rank <= $top", "rank < $top");
    RulebookFolder.Snapshot edit = RulebookFolder.snapshot(rules.folder());
    assertThat(later.attempt(edit, inForce, inForce.compilation(), () -> false).objections())
        .isNotEmpty()
        .isEqualTo(trial.attempt(edit, inForce, inForce.compilation(), () -> false).objections());
    inForce.compilation().close();
  }
}
