package nestor.server.pages;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import nestor.delivery.ReadingModel;
import nestor.delivery.TextSanitizer;
import nestor.intake.Receipt;

/** Template model of a received document. */
record DocumentView(
    String id,
    String name,
    String state,
    String organisation,
    Instant at,
    long size,
    String sha256,
    List<String> reasons,
    ReadingModel reading) {

  static DocumentView of(Receipt receipt) {
    String whose = receipt.organisation() == null ? receipt.placedFor() : receipt.organisation();
    String reason = receipt.reason();
    return new DocumentView(
        receipt.id(),
        TextSanitizer.of(receipt.name()),
        receipt.state().name().toLowerCase(Locale.ROOT),
        whose == null ? "" : TextSanitizer.of(whose),
        receipt.receivedAt(),
        receipt.size(),
        receipt.sha256(),
        reason == null ? List.of() : reason.lines().map(TextSanitizer::of).toList(),
        ReadingModel.of(receipt.reading()));
  }
}
