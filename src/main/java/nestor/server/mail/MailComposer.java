package nestor.server.mail;

import jakarta.mail.internet.InternetAddress;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryRepository;
import nestor.delivery.Format;
import nestor.delivery.MailText;
import nestor.delivery.mail.MailAttachment;
import nestor.delivery.mail.MailNumberRepository;
import nestor.delivery.mail.MimeMessageBuilder;
import nestor.delivery.mail.OutboundMail;
import nestor.intake.mail.InboundMail;
import nestor.intake.mail.InboundMailRepository;
import nestor.intake.mail.MailDocument;
import nestor.server.pipeline.AdvisoryRenderer;
import nestor.store.Database;

/**
 * Composer of the messages of queued mail. Before a message with recommendations is handed out,
 * their numbers are recorded, so that a reply can name them.
 */
final class MailComposer {
  private final Database database;
  private final AdvisoryRepository advisories;
  private final InboundMailRepository inboundMails;
  private final MailNumberRepository numbers;
  private final AdvisoryRenderer renderer;
  private final Appearance appearance;

  /**
   * Look of outgoing mail.
   *
   * @param from whom it is from
   * @param attach the formats of an advisory that are attached
   * @param readers what readers of an organisation's mail can do about it
   */
  record Appearance(InternetAddress from, List<Format> attach, MailReaders readers) {}

  /** Repositories that it reads and writes. */
  record Stores(
      Database database,
      AdvisoryRepository advisories,
      InboundMailRepository inboundMails,
      MailNumberRepository numbers) {}

  MailComposer(Stores stores, AdvisoryRenderer renderer, Appearance appearance) {
    this.database = stores.database();
    this.advisories = stores.advisories();
    this.inboundMails = stores.inboundMails();
    this.numbers = stores.numbers();
    this.renderer = renderer;
    this.appearance = appearance;
  }

  MimeMessageBuilder message(OutboundMail mail) {
    return switch (mail.kind()) {
      case ADVISORY -> advisory(mail);
      case REMINDER -> reminder(mail);
      case RECEIPT, NOTICE -> answer(mail);
    };
  }

  private MimeMessageBuilder advisory(OutboundMail mail) {
    Advisory advisory = advisoryOf(mail);
    List<MailAttachment> enclosures = new ArrayList<>();
    for (Format format : appearance.attach()) {
      enclosures.add(
          new MailAttachment(
              advisory.organisation().id() + "-" + advisory.asOf() + "." + format.extension(),
              format,
              renderer.render(advisory, format)));
    }
    MailText text =
        renderer.mail(
            advisory, appearance.readers().occasion(advisory.organisation().id(), mail.since()));
    return numbered(mail, text, enclosures);
  }

  private MimeMessageBuilder reminder(OutboundMail mail) {
    Advisory advisory = advisoryOf(mail);
    MailText text =
        renderer.reminder(
            advisory,
            Objects.requireNonNull(mail.owner()),
            LocalDate.ofInstant(mail.promisedAt(), ZoneOffset.UTC),
            appearance.readers().occasion(advisory.organisation().id(), mail.since()));
    return numbered(mail, text, List.of());
  }

  private MimeMessageBuilder numbered(
      OutboundMail mail, MailText text, List<MailAttachment> enclosures) {
    MimeMessageBuilder message = MimeMessageBuilder.of(mail, appearance.from(), text, enclosures);
    database.change(tx -> numbers.record(tx, mail.id(), text.numbered()));
    return message;
  }

  private Advisory advisoryOf(OutboundMail mail) {
    return database
        .read(
            tx ->
                advisories.find(
                    tx,
                    Objects.requireNonNull(mail.organisation()),
                    Objects.requireNonNull(mail.advisory())))
        .orElseThrow();
  }

  private MimeMessageBuilder answer(OutboundMail mail) {
    String id = Objects.requireNonNull(mail.mail());
    InboundMail inboundMail = database.read(tx -> inboundMails.find(tx, id)).orElseThrow();
    List<MailDocument> documents = database.read(tx -> inboundMails.documents(tx, id));
    MailText text =
        mail.kind() == OutboundMail.Kind.RECEIPT
            ? renderer.receipt(inboundMail, documents)
            : renderer.notice(inboundMail, documents);
    return MimeMessageBuilder.of(mail, appearance.from(), text, List.of());
  }
}
