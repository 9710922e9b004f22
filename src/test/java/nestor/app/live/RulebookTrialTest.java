package nestor.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import nestor.reasoning.KitchenRulebook;
import nestor.rulebook.CompiledParts;
import nestor.rulebook.RulebookFolder;
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
}
