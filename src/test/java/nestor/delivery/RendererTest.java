package nestor.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import nestor.advisory.Advisory;
import nestor.advisory.Status;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.Catalogue;
import nestor.rulebook.Priority;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RendererTest {
  @TempDir Path folder;

  @BeforeEach
  void copyTheShippedTemplates() throws IOException {
    try (Stream<Path> files = Files.list(ShippedTemplates.TEMPLATES)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName().toString()));
      }
    }
  }

  @Test
  void theShippedTemplatesHaveNoFault() {
    assertThat(ShippedTemplates.renderer().check()).isEmpty();
    assertThat(
            new Renderer(
                    ShippedTemplates.TEMPLATES,
                    new Catalogue(List.of(), new TreeMap<>(), List.of(), new TreeMap<>()))
                .check())
        .isEmpty();
  }

  @Test
  void whatAnAuthorRemarksOnARuleIsNotForThoseWhoAreAdvised() {
    Renderer renderer = ShippedTemplates.renderer();
    for (Format format : List.of(Format.TEXT, Format.MARKDOWN, Format.HTML, Format.CSV)) {
      assertThat(ShippedTemplates.render(BankAdvisory.rich(), format))
          .doesNotContain(BankAdvisory.NOTE);
    }
    MailText mail = renderer.mail(BankAdvisory.rich(), MailOccasion.FIRST);
    assertThat(mail.html()).doesNotContain(BankAdvisory.NOTE);
    assertThat(mail.text()).doesNotContain(BankAdvisory.NOTE);
  }

  @Test
  void aMailOfNothingUrgentSaysHowMuchThereIs() {
    Advisory calm =
        BankAdvisory.only(
            BankAdvisory.recommendation(
                "people/skills-plan", Priority.LOW, Status.NEW, "CTO", List.of("There is none")));
    assertThat(ShippedTemplates.renderer().mail(calm, MailOccasion.FIRST).subject())
        .endsWith(": 1 recommendation");
  }

  @Test
  void anEditedTemplateChangesWhatIsSaid() throws IOException {
    edit("words.peb", "Nothing to recommend", "All is well");

    assertThat(renderer().text(BankAdvisory.nothing(), false, 80)).contains("All is well\n");
  }

  @Test
  void aNameThatIsNotThereIsToldWithItsLineAndTheNamesThatAre() throws IOException {
    edit("advisory.txt.peb", "{{ organisation.name |", "{{ organization.name |");

    assertThat(renderer().check())
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.document()).endsWith("/advisory.txt.peb");
              assertThat(diagnostic.line())
                  .isEqualTo(lineOf("advisory.txt.peb", "organization.name"));
              assertThat(diagnostic.what()).isEqualTo("there is no organization");
              assertThat(diagnostic.cure()).contains("notAssessed, organisation, otherStances");
            });
  }

  @Test
  void aMisspeltPartOfARecommendationIsToldWithItsLine() throws IOException {
    edit("advisory.md.peb", "**Do:** {{ r.action }}", "**Do:** {{ r.axtion }}");

    assertThat(renderer().check())
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.line()).isEqualTo(lineOf("advisory.md.peb", "r.axtion"));
              assertThat(diagnostic.what()).isEqualTo("there is no axtion here");
            });
  }

  @Test
  void aTagThatIsNotClosedIsToldWithItsLine() throws IOException {
    edit("advisory.html.peb", "<h1>{{ words", "<h1>{% if %}{{ words");

    assertThat(renderer().check())
        .singleElement()
        .satisfies(
            diagnostic ->
                assertThat(diagnostic.line()).isEqualTo(lineOf("advisory.html.peb", "<h1>")));
  }

  @Test
  void aFilterAtTheWrongPlaceIsToldWithItsLine() throws IOException {
    edit("advisory.txt.peb", "in stance %}", "in organisation.name | take(3) %}");

    assertThat(renderer().check())
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.line()).isEqualTo(lineOf("advisory.txt.peb", "| take(3)"));
              assertThat(diagnostic.what()).contains("a list is needed here");
            });
  }

  @Test
  void aPatternThatIsNoneIsToldWithItsLine() throws IOException {
    edit("words.peb", "d MMM yyyy", "d bbb yyyy");

    assertThat(renderer().check())
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.line()).isEqualTo(lineOf("words.peb", "d bbb"));
              assertThat(diagnostic.what()).isEqualTo("Unknown pattern letter: b");
            });
  }

  @Test
  void aFaultInASharedPhraseIsToldOfTheFileThatHoldsIt() throws IOException {
    edit("words.peb", "{% if total == 0 %}", "{% if totl == 0 %}");

    assertThat(renderer().check())
        .singleElement()
        .satisfies(
            diagnostic -> {
              assertThat(diagnostic.document()).endsWith("/words.peb");
              assertThat(diagnostic.line()).isEqualTo(lineOf("words.peb", "totl"));
            });
  }

  @Test
  void aMissingTemplateOrPartIsTold() throws IOException {
    Files.delete(folder.resolve("advisory.md.peb"));
    Files.delete(folder.resolve("advisory.css"));

    assertThat(renderer().check())
        .extracting(Diagnostic::toString)
        .satisfiesExactly(
            css -> assertThat(css).contains("advisory.css"),
            md -> assertThat(md).contains("/advisory.md.peb: the template is missing; restore"),
            css -> assertThat(css).contains("/owner.html.peb").contains("advisory.css"));
  }

  @Test
  void renderingABrokenTemplateSaysTheSameAsTheCheck() throws IOException {
    edit("advisory.txt.peb", "{{ organisation.name |", "{{ organization.name |");

    Renderer renderer = renderer();

    assertThatThrownBy(() -> renderer.render(BankAdvisory.rich(), Format.TEXT))
        .isInstanceOf(BrokenTemplateException.class)
        .hasMessage(renderer.check().get(0).toString());
    assertThat(renderer.render(BankAdvisory.rich(), Format.JSON)).isNotEmpty();
  }

  @Test
  void templatesEditedOnWindowsRenderTheSame() throws IOException {
    for (String name : List.of("advisory.txt.peb", "words.peb")) {
      edit(name, "\n", "\r\n");
    }

    assertThat(renderer().text(BankAdvisory.rich(), false, 80))
        .isEqualTo(ShippedTemplates.renderer().text(BankAdvisory.rich(), false, 80));
  }

  @Test
  @Tag("thorough")
  void theBytesAreTheSameInEveryCountry() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    List<byte[]> here = everyFormat();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      assertThat(everyFormat()).usingRecursiveComparison().isEqualTo(here);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private static List<byte[]> everyFormat() {
    Renderer renderer = ShippedTemplates.renderer();
    return Stream.of(Format.values()).map(f -> renderer.render(BankAdvisory.rich(), f)).toList();
  }

  private Renderer renderer() {
    return new Renderer(folder, BankAdvisory.catalogue());
  }

  private void edit(String name, String from, String to) throws IOException {
    String template = Files.readString(folder.resolve(name));
    assertThat(template).contains(from);
    Files.writeString(folder.resolve(name), template.replace(from, to));
  }

  private int lineOf(String name, String words) {
    try {
      return (int)
              Files.readString(folder.resolve(name))
                  .lines()
                  .takeWhile(line -> !line.contains(words))
                  .count()
          + 1;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
