package nestor.server.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.dossier.DossierRepository;
import nestor.dossier.Origin;
import nestor.evidence.Document;
import nestor.evidence.DocumentLimits;
import nestor.evidence.Note;
import nestor.evidence.ParseResult;
import nestor.evidence.ParsedArchive;
import nestor.evidence.ParsedDocument;
import nestor.evidence.Rejection;
import nestor.evidence.report.ReadingReport;
import nestor.intake.Intake;
import nestor.intake.Receipt;
import nestor.intake.ReceiptRepository;
import nestor.rulebook.OrganisationSection;
import nestor.store.Database;
import nestor.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Worker that decides received documents in the order of their arrival: into the dossier, a
 * duplicate, or quarantine. A fault of one document never holds up the next.
 */
public final class DocumentProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentProcessor.class);
  private static final int BATCH = 50;

  private static final int LONGEST_ID = 200;

  private final Database database;
  private final Intake intake;
  private final ReceiptRepository receipts;
  private final DossierRepository dossiers;
  private final DocumentParser parser;
  private final ConsoleReporter reporter;
  private final Metrics metrics;
  private final DossierComparison comparison;
  private final DecisionReporter decisions;
  private final AtomicBoolean recoveryDue = new AtomicBoolean(true);

  public DocumentProcessor(
      Path home,
      Database database,
      Intake intake,
      ReceiptRepository receipts,
      DossierRepository dossiers,
      DocumentParser parser,
      Telemetry telemetry) {
    this.database = database;
    this.intake = intake;
    this.receipts = receipts;
    this.dossiers = dossiers;
    this.parser = parser;
    this.reporter = telemetry.console();
    this.metrics = telemetry.metrics();
    this.comparison = new DossierComparison(dossiers, parser);
    this.decisions = new DecisionReporter(home, telemetry);
  }

  /** Something may lie half done in the spool. */
  public void recover() {
    recoveryDue.set(true);
  }

  /** Takes up to a batch of waiting documents; true if there was any. */
  public boolean work() throws IOException {
    if (recoveryDue.getAndSet(false)) {
      try {
        intake.recover();
      } catch (IOException | RuntimeException e) {
        recoveryDue.set(true);
        throw e;
      }
    }
    int since = database.openings();
    List<Receipt> waiting = database.read(tx -> receipts.waiting(tx, BATCH));
    List<Receipt> decided = new ArrayList<>();
    try {
      for (Receipt receipt : waiting) {
        Receipt done = metrics.timed("read", () -> decide(receipt));
        decided.add(done);
        if (done.state() == Receipt.State.DIVIDED) {
          // Its parts wait now, and come before the rest.
          break;
        }
      }
    } finally {
      // Only what is decided for good may leave the spool.
      database.force(since);
      for (Receipt receipt : decided) {
        putAway(receipt);
      }
    }
    return !waiting.isEmpty();
  }

  /** The home was moved away: no fault of the document, which waits until it is back. */
  private static final class SpoolGoneException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SpoolGoneException() {
      super("the folder of what waits is gone; put the home back");
    }
  }

  /** Decides one document, in one transaction with what that does to the dossier. */
  public Receipt decide(Receipt receipt) {
    ParseResult result;
    try {
      result = read(receipt);
    } catch (SpoolGoneException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      return ourFault(receipt, e);
    }
    if (result instanceof Rejection rejection) {
      return quarantine(receipt, reasons(rejection.faults()));
    }
    if (result instanceof ParsedArchive archive) {
      return divide(receipt, archive);
    }
    try {
      return take(receipt, (ParsedDocument) result);
    } catch (StoreException e) {
      if (e.refused()) {
        return ourFault(receipt, e);
      }
      throw e;
    } catch (RuntimeException e) {
      return ourFault(receipt, e);
    }
  }

  private ParseResult read(Receipt receipt) {
    if (receipt.size() == 0) {
      return rejected(
          receipt, "the file is empty", "write the sections into it and put it in again");
    }
    if (receipt.size() > DocumentLimits.LARGEST) {
      return rejected(receipt, DocumentLimits.TOO_LARGE, DocumentLimits.SPLIT_IT);
    }
    try {
      return parser.read(
          new Document(receipt.name(), intake.content(receipt), receipt.placedFor()));
    } catch (NoSuchFileException e) {
      if (!intake.hasSpool()) {
        throw new SpoolGoneException();
      }
      return rejected(
          receipt, "the file was taken out of the spool before it was read", "put it in again");
    } catch (IOException e) {
      LOG.error("Document {} cannot be read from the disk", receipt.id(), e);
      return rejected(receipt, "the disk did not give it back (" + e + ")", "put it in again");
    }
  }

  private Receipt divide(Receipt receipt, ParsedArchive archive) {
    List<Intake.Part> parts =
        archive.parts().stream().map(part -> new Intake.Part(part.name(), part.content())).toList();
    String reason =
        Stream.concat(
                Stream.of(
                    Diagnostic.in(
                            receipt.name(),
                            null,
                            "holds several documents ("
                                + archive.contents()
                                + "); each has a receipt of its own",
                            "")
                        .toString()),
                archive.passedOver().stream().map(Note::toString))
            .collect(Collectors.joining("\n"));
    try {
      return intake.divide(receipt, parts, reason);
    } catch (IOException e) {
      recover();
      throw new UncheckedIOException(receipt.name() + " cannot be divided yet", e);
    }
  }

  private Receipt take(Receipt receipt, ParsedDocument evidence) {
    if (!OrganisationSection.isId(evidence.organisation())) {
      throw new IllegalStateException(
          "the reader let the organisation id '" + evidence.organisation() + "' pass");
    }
    Rejection objection = objection(receipt, evidence);
    if (objection != null) {
      return quarantine(receipt, reasons(objection.faults()));
    }
    String document =
        receipt.placedFor() == null ? receipt.name() : receipt.placedFor() + "/" + receipt.name();
    Origin origin = new Origin(document, receipt.receivedAt(), receipt.sha256());
    return database.writeAhead(
        tx -> {
          List<Note> further = comparison.notes(tx, evidence, origin);
          List<Diagnostic> faults = Note.faultsWhenStrict(further);
          if (parser.isStrict() && !faults.isEmpty()) {
            return receipts.decide(
                tx, receipt, Receipt.State.QUARANTINED, reasons(faults), receipt.placedFor());
          }
          ReadingReport reading = ReadingReport.of(evidence, further);
          List<String> remarks = reading.remarks();
          return receipts.decide(
              tx,
              receipt,
              dossiers.accept(tx, evidence, origin, receipt.id())
                  ? Receipt.State.ACCEPTED
                  : Receipt.State.DUPLICATE,
              remarks.isEmpty() ? null : String.join("\n", remarks),
              evidence.organisation(),
              reading.json());
        });
  }

  /** Reason why a document that could be read is not accepted, or null where it is. */
  private @Nullable Rejection objection(Receipt receipt, ParsedDocument evidence) {
    String organisation = evidence.organisation();
    if (organisation.length() > LONGEST_ID) {
      return rejected(
          receipt,
          "its organisation's id is longer than " + LONGEST_ID + " characters",
          "choose a shorter id");
    }
    if (evidence.sections().isEmpty() && evidence.withdrawn().isEmpty()) {
      return rejected(receipt, "it holds no section", "give at least one section");
    }
    String placed = receipt.placedFor();
    String namesake =
        placed == null || OrganisationSection.isId(placed)
            ? null
            : database.read(tx -> comparison.namesake(tx, placed, organisation)).orElse(null);
    return namesake == null
        ? null
        : rejected(
            receipt,
            "was put where '"
                + placed
                + "' belongs, which is the name of the organisation "
                + namesake
                + ", and would be the id "
                + organisation,
            "put it where " + namesake + " or " + organisation + " belongs");
  }

  private Receipt ourFault(Receipt receipt, Throwable fault) {
    LOG.error("Document {} ({}) could not be read", receipt.id(), receipt.name(), fault);
    return quarantine(
        receipt,
        Diagnostic.in(
                receipt.name(),
                null,
                "a fault in Nestor, not in the document, stopped its reading (" + fault + ")",
                "report it with what log/nestor.log says of " + receipt.id())
            .toString());
  }

  private Receipt quarantine(Receipt receipt, String reason) {
    return database.writeAhead(
        tx -> receipts.decide(tx, receipt, Receipt.State.QUARANTINED, reason, receipt.placedFor()));
  }

  private void putAway(Receipt receipt) {
    try {
      intake.putAway(receipt);
    } catch (IOException e) {
      recover();
      reporter.trouble(receipt.name() + " could not be moved to " + receipt.path(), e);
    }
    decisions.report(receipt);
  }

  private static String reasons(List<Diagnostic> faults) {
    return faults.stream()
        .sorted(Diagnostic.READING_ORDER)
        .map(Diagnostic::toString)
        .collect(Collectors.joining("\n"));
  }

  private static Rejection rejected(Receipt receipt, String what, String cure) {
    return new Rejection(List.of(Diagnostic.in(receipt.name(), null, what, cure)));
  }
}
