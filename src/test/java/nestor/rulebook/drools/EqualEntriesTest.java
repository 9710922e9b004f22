package nestor.rulebook.drools;

import static org.assertj.core.api.Assertions.assertThat;

import nestor.rulebook.ShippedRulebook;
import org.junit.jupiter.api.Test;

/** Entries of a section as facts: two that say the same are two, whatever the section's keys. */
class EqualEntriesTest {
  @Test
  void entriesThatAgreeInTheKeyOfTheirSectionAreTwoFactsAndDerivedFactsAreOne() {
    Compilation compiled = ShippedRulebook.compiled().compilation();
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
