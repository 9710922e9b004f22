package nestor.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryComposer;
import nestor.dossier.Dossier;
import nestor.dossier.Origin;
import nestor.engine.evaluation.Assessor;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.ParsedDocument;
import nestor.rulebook.Rulebook;
import nestor.rulebook.ShippedRulebook;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** What mails and owners' pages say of how the data was read. */
class ReadingInMailsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 30);
  private static final String ROLES =
      """
      organisation: {name: Acme}
      executives:
        - {role: CEO}
        - {role: Head of IT, reportsTo: CEO}
        - {role: VP Engineering}
        - {role: Managing Director}
        - {role: Head of Product}
        - {role: Head of Finance}
        - {role: Head of Security}
        - {role: Chief Executive Officer, name: Ann}
      systems: [{name: Ledger}]
      backups: [{system: ledger-db, lastRun: 2026-12-24}]
      """;

  private final Renderer renderer = ShippedTemplates.renderer();

  @Test
  void aMailSaysWhatIsAskedFirstAndCountsTheRest() {
    MailText mail = renderer.mail(advisory(ROLES), MailOccasion.FIRST);
    for (String body : List.of(mail.text(), mail.html())) {
      String said = plain(body);
      String section = said.substring(said.lastIndexOf("How your data was read"));
      assertThat(section)
          .contains("'Head of IT' may be CIO or CTO (role, the second of the executives, ")
          .contains("and 4 more in the full advisory")
          .doesNotContain("executives[", "`", "read as CEO");
    }
  }

  @Test
  void anOwnersPageSaysItToo() throws IOException {
    for (Format format : List.of(Format.TEXT, Format.MARKDOWN, Format.HTML)) {
      String page =
          new String(renderer.render(advisory(ROLES), format, "CTO"), StandardCharsets.UTF_8);
      assertThat(plain(page))
          .as(format.label())
          .contains("How your data was read", "'Head of IT' may be CIO or CTO")
          .contains("and 4 more in the full advisory");
    }
    try (PDDocument pdf = Loader.loadPDF(renderer.render(advisory(ROLES), Format.PDF, "CTO"))) {
      assertThat(pdf.getNumberOfPages()).isEqualTo(1);
      assertThat(plain(new PDFTextStripper().getText(pdf))).contains("How your data was read:");
    }
  }

  @Test
  void whereNothingIsAskedNothingIsSaidOfIt() {
    Advisory fine = advisory("executives: [{role: CEO}, {role: Chief Technology Officer}]\n");
    assertThat(fine.notes()).as("read as").hasSize(1);
    MailText mail = renderer.mail(fine, MailOccasion.FIRST);
    assertThat(mail.text()).doesNotContain("How your data was read");
    assertThat(mail.html()).doesNotContain("How your data was read");
    for (Format format : List.of(Format.TEXT, Format.MARKDOWN, Format.HTML)) {
      assertThat(new String(renderer.render(fine, format, "CTO"), StandardCharsets.UTF_8))
          .doesNotContain("How your data was read");
    }
  }

  private static Advisory advisory(String yaml) {
    Rulebook rulebook = ShippedRulebook.get();
    Document document = new Document("acme.yaml", yaml.getBytes(StandardCharsets.UTF_8), null);
    ParsedDocument read = (ParsedDocument) new DocumentReader(rulebook.documents()).read(document);
    return AdvisoryComposer.advise(
        new Assessor(ShippedRulebook.compiled()),
        rulebook,
        Dossier.empty("acme").with(read, new Origin("acme.yaml", Instant.EPOCH, "")),
        DAY,
        "1",
        null);
  }

  /** The words alone, in one line. */
  private static String plain(String text) {
    return text.replaceAll("<[^>]*>", " ").replace("&#39;", "'").replaceAll("\\s+", " ");
  }
}
