package nestor.delivery;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import nestor.intake.Receipt;
import nestor.intake.mail.InboundMail;
import nestor.intake.mail.MailDocument;
import org.jspecify.annotations.Nullable;

/**
 * Template model of a received mail and its documents, for receipts to senders and notices to the
 * consultant.
 */
final class InboundMailModel {
  private InboundMailModel() {}

  /**
   * File of the message.
   *
   * @param state {@code accepted}, {@code duplicate}, {@code quarantined} or {@code received}
   * @param organisation the organisation that it is about, or empty where that is unknown
   * @param said the faults, each with place, what and cure; of a reply that was taken in, what
   *     becomes of it
   * @param reply whether it is a line that replies to recommendations
   * @param reading how it was read, where it was taken in
   */
  record File(
      String name,
      String state,
      String organisation,
      List<String> said,
      ReadingModel reading,
      boolean reply) {}

  static Map<String, Object> of(InboundMail inboundMail, List<MailDocument> documents) {
    List<File> files = documents.stream().map(InboundMailModel::file).toList();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("subject", words(inboundMail.subject()));
    values.put("sender", words(inboundMail.sender()));
    values.put("received", LocalDate.ofInstant(inboundMail.receivedAt(), ZoneOffset.UTC));
    values.put("reason", lines(inboundMail.reason()));
    values.put("message", TextSanitizer.of(inboundMail.id()));
    values.put("accepted", in(files, "accepted").stream().filter(f -> !f.reply()).toList());
    values.put("duplicate", in(files, "duplicate").stream().filter(f -> !f.reply()).toList());
    values.put(
        "replies",
        files.stream().filter(f -> f.reply() && !f.state().equals("quarantined")).toList());
    values.put("refused", in(files, "quarantined"));
    values.put("waiting", in(files, "received"));
    return values;
  }

  /** Messages of every shape, to try templates with. */
  static List<Map<String, Object>> specimens() {
    InboundMail inboundMail =
        new InboundMail(
            "0",
            LocalDate.of(2000, 1, 31).atStartOfDay().toInstant(ZoneOffset.UTC),
            1,
            true,
            InboundMail.State.DONE,
            "sender@example.org",
            "subject",
            "<id@example.org>",
            null,
            "reason\nreason");
    List<MailDocument> all = new ArrayList<>();
    for (Receipt.State state : Receipt.State.values()) {
      for (int i = 0; i < 2; i++) {
        Receipt receipt =
            new Receipt(
                "0",
                "name.json",
                null,
                "0",
                1,
                inboundMail.receivedAt(),
                state,
                i == 0 ? null : "a fault\nanother",
                i == 0 ? null : "acme",
                "archive",
                i == 0 ? null : ReadingModel.SPECIMEN);
        all.add(new MailDocument(all.size(), "name.json", receipt, null));
      }
    }
    all.add(new MailDocument(99, "name.json", null, "a fault"));
    Receipt taken = all.get(0).receipt();
    all.add(new MailDocument(MailDocument.FIRST_REPLY, "done 1", taken, "title: marked done"));
    all.add(new MailDocument(MailDocument.FIRST_REPLY + 1, "done 99", null, "a fault"));
    return List.of(
        of(inboundMail, all),
        of(inboundMail, all.subList(0, 1)),
        of(inboundMail, all.subList(2, 3)),
        of(inboundMail, List.of()));
  }

  private static File file(MailDocument document) {
    Receipt receipt = document.receipt();
    if (receipt == null) {
      return new File(
          TextSanitizer.of(document.name()),
          "quarantined",
          "",
          lines(document.reason()),
          ReadingModel.NONE,
          document.isReply());
    }
    return new File(
        TextSanitizer.of(document.name()),
        receipt.state().name().toLowerCase(Locale.ROOT),
        words(receipt.organisation()),
        lines(
            document.isReply() && receipt.state() != Receipt.State.QUARANTINED
                ? document.reason()
                : receipt.reason()),
        ReadingModel.of(receipt.reading()),
        document.isReply());
  }

  private static List<File> in(List<File> files, String state) {
    return files.stream().filter(file -> file.state().equals(state)).toList();
  }

  private static List<String> lines(@Nullable String reason) {
    return reason == null ? List.of() : reason.lines().map(TextSanitizer::of).toList();
  }

  private static String words(@Nullable String text) {
    return TextSanitizer.of(Objects.requireNonNullElse(text, ""));
  }
}
