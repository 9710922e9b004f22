package nestor.server.pipeline;

import java.nio.file.Path;
import java.util.List;
import nestor.evidence.report.ReadingReport;
import nestor.intake.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * Reporter of what became of documents: a line on the console, and a count for each. For other
 * lines on the console use {@link ConsoleReporter}.
 */
final class DecisionReporter {
  private final Path home;
  private final ConsoleReporter reporter;
  private final Metrics metrics;

  DecisionReporter(Path home, Telemetry telemetry) {
    this.home = home;
    this.reporter = telemetry.console();
    this.metrics = telemetry.metrics();
  }

  /** Reports a document that was decided, and counts it. */
  void report(Receipt receipt) {
    String reason = receipt.reason();
    metrics.decided(receipt.state());
    switch (receipt.state()) {
      case ACCEPTED ->
          reporter.report(
              "accepted", receipt.name() + " for " + organisationName(receipt) + odd(receipt));
      case DUPLICATE ->
          reporter.report(
              "duplicate",
              receipt.name()
                  + " for "
                  + organisationName(receipt)
                  + ": says nothing new"
                  + odd(receipt));
      case DIVIDED -> reporter.report("divided", first(reason));
      case QUARANTINED ->
          reporter.report(
              "quarantined", first(reason) + " -> " + home.resolve(receipt.path()).getParent());
      case RECEIVED, REPLAYED -> throw new IllegalStateException("undecided");
    }
  }

  private static String organisationName(Receipt receipt) {
    return String.valueOf(receipt.organisation());
  }

  private static String odd(Receipt receipt) {
    String remarks = receipt.reason();
    String reading = receipt.reading();
    // Questions are the first of the remarks.
    boolean asks = reading != null && !ReadingReport.of(reading).asked().isEmpty();
    return remarks == null ? "" : (asks ? " (question: " : " (note: ") + first(remarks) + ")";
  }

  private static String first(@Nullable String reason) {
    List<String> lines = reason == null ? List.of("") : reason.lines().toList();
    return lines.get(0) + (lines.size() > 1 ? " (and " + (lines.size() - 1) + " more)" : "");
  }
}
