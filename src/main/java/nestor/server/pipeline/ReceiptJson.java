package nestor.server.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nestor.evidence.report.ReadingReport;
import nestor.intake.Receipt;

/** JSON form of a receipt, for programs. For pages use {@code DocumentView}. */
public final class ReceiptJson {
  private ReceiptJson() {}

  /** The receipt, with the reasons where it was not taken in, and how it was read. */
  public static ObjectNode of(Receipt receipt) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", receipt.id());
    json.put("name", receipt.name());
    json.put("state", receipt.state().name().toLowerCase(Locale.ROOT));
    json.put("received", receipt.receivedAt().toString());
    json.put("size", receipt.size());
    json.put("sha256", receipt.sha256());
    String whose = receipt.organisation() == null ? receipt.placedFor() : receipt.organisation();
    if (whose != null) {
      json.put("organisation", whose);
    }
    ArrayNode reasons = json.putArray("reasons");
    Optional.ofNullable(receipt.reason()).ifPresent(reason -> reason.lines().forEach(reasons::add));
    Optional.ofNullable(receipt.reading())
        .ifPresent(reading -> json.set("reading", reading(ReadingReport.of(reading))));
    json.put("self", "/receipts/" + receipt.id());
    return json;
  }

  private static ObjectNode reading(ReadingReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode taken = json.putObject("taken");
    report.taken().forEach(taken::put);
    lines(report.readAs(), json.putArray("readAs"));
    lines(report.asked(), json.putArray("asked"));
    lines(report.passedOver(), json.putArray("passedOver"));
    lines(report.doubted(), json.putArray("doubted"));
    return json;
  }

  private static void lines(List<String> lines, ArrayNode into) {
    lines.forEach(into::add);
  }
}
