package nestor.rulebook.drools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import nestor.rulebook.RulebookCopy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries of a section as facts: two that say the same are two, whatever the section's keys. */
class EqualEntriesTest {
  @Test
  void entriesThatAgreeInTheKeyOfTheirSectionAreTwoFactsAndDerivedFactsAreOne(@TempDir Path folder)
      throws IOException {
    RulebookCopy book = RulebookCopy.in(folder);
    Compilation compiled =
        RulebookCompiler.load(book.folder()).rulebook().orElseThrow().compilation();
    assertThat(areEqual(compiled, "System", "name")).isFalse();
    assertThat(areEqual(compiled, "MissingRole", "role")).isTrue();
  }

  private static boolean areEqual(Compilation compiled, String type, String key) {
    FactClass of = compiled.type(type);
    Object one = of.newFact();
    Object other = of.newFact();
    of.set(one, key, "same");
    of.set(other, key, "same");
    return one.equals(other);
  }
}
