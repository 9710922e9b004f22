package nestor.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormatTest {
  @Test
  void aFormatIsFoundByItsLowerCaseName() {
    assertThat(Format.named("markdown")).contains(Format.MARKDOWN);
    assertThat(Format.named("text")).contains(Format.TEXT);
    assertThat(Format.named("jira-csv")).contains(Format.JIRA_CSV);
    assertThat(Format.named("HTML")).isEmpty();
    assertThat(Format.named("word")).isEmpty();
  }

  @Test
  void aFormatKnowsHowItsFilesEnd() {
    assertThat(Format.values())
        .extracting(Format::extension)
        .containsExactly("txt", "json", "md", "html", "pdf", "csv", "ics", "jira.csv", "github.md");
  }
}
