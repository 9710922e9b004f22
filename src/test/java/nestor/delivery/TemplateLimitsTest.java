package nestor.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.Catalogue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Templates that would go on without end, fill the memory, or reach for more than what they are
 * given: each is soon stopped and reported, in a trial as in a rendering.
 */
class TemplateLimitsTest {
  private static final String DOUBLED =
      "{% set s = \"0123456789\" %}" + "{% set s = s ~ s %}".repeat(40);

  private @TempDir Path folder;

  @BeforeEach
  void copyTheShippedTemplates() throws IOException {
    for (String name : List.of("advisory.txt.peb", "words.peb")) {
      Files.copy(ShippedTemplates.TEMPLATES.resolve(name), folder.resolve(name));
    }
  }

  @Test
  void aTextThatIsDoubledAgainAndAgainIsStopped() throws IOException {
    assertThat(told(DOUBLED))
        .startsWith("advisory.txt.peb:1: it gives more than 20 million letters; let it not");
  }

  @Test
  void aListThatIsDoubledAgainAndAgainIsStopped() throws IOException {
    assertThat(told("{% set l = [1, 2] %}" + "{% set l = [l, l] %}".repeat(40) + "{{ l }}"))
        .startsWith("advisory.txt.peb:1: it gives more than 20 million letters");
  }

  @Test
  void aTextThatGrowsByReplacingIsStopped() throws IOException {
    assertThat(
            told(
                "{% set s = \"aaaaaaaaaaaaaaaaaaaa\" %}"
                    + "{% set s = s | replace({\"a\": s}) %}".repeat(8)))
        .startsWith("advisory.txt.peb:1: it gives more than 20 million letters");
  }

  @Test
  void aMacroThatDoublesWhatItIsGivenIsStopped() throws IOException {
    assertThat(
            told(
                "{% macro twice(s) %}{{ s }}{{ s }}{% endmacro %}{% set s = \"0123456789\" %}"
                    + "{% set s = twice(s) %}".repeat(40)))
        .contains("it gives more than 20 million letters");
  }

  @Test
  void aLoopOverNumbersWithoutEndIsStopped() throws IOException {
    assertThat(told("\n{% for i in range(0, 2000000000) %}x{% endfor %}"))
        .startsWith(
            "advisory.txt.peb:2: range gives more than 10000 numbers; let the loop go over");
  }

  @Test
  void loopsWithinLoopsAreStoppedInTime() throws IOException {
    assertThat(
            told(
                "{% for a in range(0, 9999) %}{% for b in range(0, 9999) %}"
                    + "{% for c in range(0, 9999) %}{% endfor %}{% endfor %}{% endfor %}"))
        .startsWith("advisory.txt.peb:1: it takes more than 10 million steps; let its loops");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a template that includes itself | {% include \"advisory.txt.peb\" %}",
        "a macro that calls itself | {% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "two macros in a circle | {% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
        "a macro that calls itself twice | {% macro a(n) %}{{ a(n) }}{{ a(n) }}{% endmacro %}{{ a(1) }}",
      })
  void whatComesBackToItselfIsStopped(String name, String template) throws IOException {
    assertThat(told(template)).contains("more than 100 deep; let none of them come back to itself");
  }

  @Test
  void parenthesesWithoutEndAreStopped() throws IOException {
    assertThat(told("{{ " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + " }}"))
        .startsWith("advisory.txt.peb: its parentheses, tags or calls are nested more deeply");
  }

  @Test
  void aRegularExpressionWithoutEndIsStopped() throws IOException {
    assertThat(told("{% set s = \"" + "a".repeat(200) + "\" | split(\"a*a*a*a*a*a*b\") %}"))
        .contains("it takes more than 10 million steps");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "organisation.getClass()",
        "organisation.class",
        "organisation.hashCode()",
        "organisation.name.getBytes()",
        "organisation.name.repeat(2000000000)",
        "organisation.name.chars()",
        "asOf.getClass().forName(\"java.lang.Runtime\")",
        "asOf.plusDays(1)",
        "recommended.clear()",
        "recommended.stream()",
      })
  void ofTheValuesThatItIsGivenATemplateReadsWhatTheyHaveAndCallsNothing(String call)
      throws IOException {
    assertThat(told("{{ " + call + " }}")).startsWith("advisory.txt.peb:1: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cache 'a'", "parallel", "embed \"words.peb\"", "flush"})
  void tagsThatNoTemplateNeedsAreNotThere(String tag) throws IOException {
    assertThat(told("{% " + tag + " %}x")).startsWith("advisory.txt.peb:1: ");
  }

  @Test
  void whatAMacroGivesIsNotEscapedAgainAndADefaultStandsForWhatIsMissing() throws IOException {
    Files.writeString(
        folder.resolve("advisory.html.peb"),
        "{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}{% set b = bold(\"&\") %}"
            + "{{ bold(\"<\") }}{{ b }}{{ nobody | default(\">\") }}");
    assertThat(
            new String(renderer().render(BankAdvisory.rich(), Format.HTML), StandardCharsets.UTF_8))
        .isEqualTo("<b>&lt;</b><b>&amp;</b>&gt;");
  }

  @Test
  void aRenderingIsStoppedAsATrialIs() throws IOException {
    Files.writeString(folder.resolve("advisory.txt.peb"), DOUBLED);
    assertThatThrownBy(() -> renderer().text(BankAdvisory.rich(), false, 80))
        .isInstanceOf(BrokenTemplateException.class)
        .hasMessageContaining("it gives more than 20 million letters");
  }

  /** The one fault of the template of the text, with this in it, that a trial finds. */
  private String told(String template) throws IOException {
    Files.writeString(folder.resolve("advisory.txt.peb"), template);
    List<String> told =
        renderer().check().stream()
            .map(Diagnostic::toString)
            .map(line -> line.replace(folder + "/", ""))
            .filter(line -> !line.contains("the template is missing"))
            .toList();
    assertThat(told).hasSize(1);
    return told.get(0);
  }

  private Renderer renderer() {
    return new Renderer(
        folder, new Catalogue(List.of(), new TreeMap<>(Map.of()), List.of(), new TreeMap<>()));
  }
}
