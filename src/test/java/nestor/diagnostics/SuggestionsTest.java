package nestor.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
  private static final List<String> KNOWN =
      List.of("backups", "lastRestoreTest", "lastRun", "CTO", "CEO", "banking", "public-sector");

  @ParameterizedTest
  @CsvSource({
    "backup, backups",
    "bakcups, backups",
    "BACKUPS, backups",
    "last_restore_test, lastRestoreTest",
    "Last Restore Test, lastRestoreTest",
    "lastRestorTset, lastRestoreTest",
    "cto, CTO",
    "publicsector, public-sector"
  })
  void aSlipFindsTheWordThatWasMeant(String word, String meant) {
    assertThat(Suggestions.to(word, KNOWN)).hasValue(meant);
  }

  @Test
  void aWordLikeNothingKnownFindsNothing() {
    assertThat(Suggestions.to("customers", KNOWN)).isEmpty();
    assertThat(Suggestions.to("", KNOWN)).isEmpty();
    assertThat(Suggestions.to("anything", List.of())).isEmpty();
  }

  @Test
  void ofEquallyNearWordsTheFirstIsTaken() {
    assertThat(Suggestions.to("CXO", List.of("CEO", "CTO"))).hasValue("CEO");
    assertThat(Suggestions.to("CXO", List.of("CTO", "CEO"))).hasValue("CTO");
  }

  @Test
  void twoSwappedLettersAreOneSlip() {
    assertThat(Suggestions.to("ab", List.of("ba"))).hasValue("ba");
  }

  @Test
  void aVeryLongWordIsNotCompared() {
    assertThat(Suggestions.to("x".repeat(1_000_000), KNOWN)).isEmpty();
  }
}
