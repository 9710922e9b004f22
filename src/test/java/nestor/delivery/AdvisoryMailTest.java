package nestor.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Objects;
import nestor.advisory.Advisory;
import org.junit.jupiter.api.Test;

/** Mails with advisories: what a reader can do about them. */
class AdvisoryMailTest {
  private static final Advisory ADVISORY = BankAdvisory.withHistory();
  private static final MailOccasion SERVED = new MailOccasion(null, "https://nestor.example", true);

  private final Renderer renderer = ShippedTemplates.renderer();

  @Test
  void linksLeadToTheItemToItsOwnersPageAndToTheAdvisory() {
    MailText mail = renderer.mail(ADVISORY, SERVED);

    String page =
        "https://nestor.example/organisations/"
            + ADVISORY.organisation().id()
            + "/advisories/"
            + ADVISORY.advisory();
    assertThat(mail.text()).contains(page + "#r1\n", page + "?owner=CTO\n", page + "\n");
    assertThat(mail.html())
        .contains("\"" + page + "#r1\"", "\"" + page + "?owner=CTO\"", "\"" + page + "\"");
  }

  @Test
  void withoutAnAddressOfThePagesThereIsNoLink() {
    MailText mail = renderer.mail(ADVISORY, MailOccasion.FIRST);

    assertThat(mail.text() + mail.html()).doesNotContain("http", "href", "Replies to this mail");
  }

  @Test
  void noLineOfAMailReadsAsAReplyDoesWhereAProgramQuotesItBare() {
    MailText mail = renderer.mail(ADVISORY, SERVED);

    assertThat(mail.text()).contains("\"done 3\"");
    assertThat(mail.text().lines().map(String::strip))
        .noneMatch(line -> line.startsWith("done") || line.startsWith("waive"));
  }

  @Test
  void everyNumberStandsForOneRule() {
    MailText mail = renderer.mail(ADVISORY, SERVED);

    assertThat(mail.numbered()).doesNotHaveDuplicates().hasSizeGreaterThan(1);
    assertThat(mail.text()).contains("recommendation");
  }

  @Test
  void aReminderNamesWhatIsOverdueOfOneOwnerAlone() {
    LocalDate later = ADVISORY.asOf().plusYears(1);

    MailText mail = renderer.reminder(ADVISORY, "CTO", later, SERVED);

    assertThat(mail.subject()).contains("overdue for the CTO");
    assertThat(mail.text())
        .contains("Was due on ", "?owner=CTO", "\"done 3\"")
        .doesNotContain("Subject:");
    long own = ADVISORY.recommended().stream().filter(r -> r.owner().equals("CTO")).count();
    assertThat(mail.text().split("Was due on ", -1)).hasSize((int) Math.min(10, own) + 1);
    assertThat(mail.html()).isNull();
    assertThat(Objects.requireNonNull(mail.numbered())).isNotEmpty();
  }
}
