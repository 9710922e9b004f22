package nestor.server.mail;

import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import nestor.diagnostics.Diagnostic;
import nestor.evidence.Document;
import nestor.evidence.ParseResult;
import nestor.evidence.ParsedArchive;
import nestor.evidence.ParsedDocument;
import nestor.evidence.Rejection;
import nestor.intake.mail.AllowedSenders;
import nestor.server.pipeline.DocumentParser;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Assignment of a mailed document to an organisation, or the reason why there is none. Whether the
 * sender may send for it is decided by {@code AllowedSenders}.
 */
final class DocumentPlacement {
  private static final Logger LOG = LoggerFactory.getLogger(DocumentPlacement.class);

  private final DocumentParser parser;
  private final AllowedSenders senders;

  DocumentPlacement(DocumentParser parser, AllowedSenders senders) {
    this.parser = parser;
    this.senders = senders;
  }

  /**
   * A document of a mail, with either the organisation for which it is put in, or why it is not.
   */
  @SuppressWarnings("ArrayRecordComponent") // a placement is never compared
  record Placement(String name, byte[] content, @Nullable String organisation, String reason) {}

  /**
   * Determines which organisation a document belongs to. A sender may bring documents of its own
   * organisations only, so the document is placed with the organisation that it names, and with no
   * other. An archive of several organisations is placed part by part.
   */
  List<Placement> of(String name, byte[] content, String sender, SortedSet<String> organisations) {
    ParseResult asItIs = read(new Document(name, content, null));
    if (!(asItIs instanceof ParsedArchive archive)) {
      return List.of(single(name, content, asItIs, sender, organisations));
    }
    boolean onlyItsNames =
        organisations.size() == 1
            && archive.parts().stream().noneMatch(p -> senders.knows(p.organisation()))
            && read(new Document(name, content, organisations.first())) instanceof ParsedDocument;
    return onlyItsNames
        ? List.of(new Placement(name, content, organisations.first(), ""))
        : archive.parts().stream()
            .map(p -> single(p.name(), p.content(), p.result(), sender, organisations))
            .toList();
  }

  private Placement single(
      String name,
      byte[] content,
      @Nullable ParseResult asItIs,
      String sender,
      SortedSet<String> organisations) {
    if (asItIs instanceof ParsedDocument evidence) {
      String named = evidence.organisation();
      if (organisations.contains(named)) {
        return new Placement(name, content, named, "");
      }
      boolean onlyItsName =
          organisations.size() == 1
              && !senders.knows(named)
              && read(new Document(name, content, organisations.first())) instanceof ParsedDocument;
      if (!onlyItsName) {
        return new Placement(
            name,
            content,
            null,
            Diagnostic.in(
                    name,
                    null,
                    "is of " + named + ", and " + sender + " may not send its documents",
                    "send it from an address of " + named + ", or correct the organisation's id")
                .toString());
      }
    }
    if (organisations.size() == 1) {
      return new Placement(name, content, organisations.first(), "");
    }
    return new Placement(
        name,
        content,
        null,
        asItIs instanceof Rejection rejection
            ? rejection.faults().stream()
                .sorted(Diagnostic.READING_ORDER)
                .map(Diagnostic::toString)
                .collect(Collectors.joining("\n"))
            : Diagnostic.in(name, null, "met a fault in Nestor, not in the document", "report it")
                .toString());
  }

  /**
   * Null where the reader itself failed; the worker that reads documents will meet the same, and
   * tell.
   */
  private @Nullable ParseResult read(Document document) {
    try {
      return parser.read(document);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | LinkageError e) {
      LOG.warn("{} cannot be looked into", document.name(), e);
      return null;
    }
  }
}
