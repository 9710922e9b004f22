package nestor.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nestor.advisory.Advisory;
import nestor.delivery.Format;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Sha256;
import nestor.dossier.Dossier;
import nestor.dossier.Origin;
import nestor.engine.budget.RunawayRuleException;
import nestor.evidence.Document;
import nestor.evidence.DocumentLimits;
import nestor.evidence.Note;
import nestor.evidence.ParseResult;
import nestor.evidence.ParsedDocument;
import nestor.evidence.Rejection;
import nestor.rulebook.Dates;
import nestor.rulebook.OrganisationSection;
import nestor.server.auth.Principal;
import nestor.server.pipeline.AdvisoryEngine;
import nestor.server.pipeline.AdvisoryRenderer;
import nestor.server.pipeline.DocumentParser;
import org.jspecify.annotations.Nullable;

/**
 * Endpoint {@code POST /advise}: advice on the documents in the request, without storing anything.
 * Documents that are to be stored go to {@link DocumentEndpoints}.
 */
public final class AdviseEndpoint {
  private final DocumentParser parser;
  private final AdvisoryEngine advisoryEngine;
  private final AdvisoryRenderer renderer;
  private final Clock clock;

  public AdviseEndpoint(
      DocumentParser parser,
      AdvisoryEngine advisoryEngine,
      AdvisoryRenderer renderer,
      Clock clock) {
    this.parser = parser;
    this.advisoryEngine = advisoryEngine;
    this.renderer = renderer;
    this.clock = clock;
  }

  public Response answer(RequestContext context) throws IOException {
    context.takesOnly("organisation", "as-of", "name");
    Format format = ContentNegotiation.chosen(context);
    LocalDate day = day(context);
    Principal principal = context.principal();
    String placedFor = placedFor(context, principal);
    Collection<Dossier> dossiers = dossiers(context, placedFor, day);
    if (!dossiers.stream().map(Dossier::organisation).allMatch(principal::maySee)) {
      throw RequestFilter.notYours();
    }
    if (dossiers.size() > 1 && !format.joins()) {
      throw Problem.of(
              406,
              "One organisation at a time",
              "the documents speak of "
                  + dossiers.size()
                  + " organisations, and "
                  + MediaTypes.of(format)
                  + " holds one; ask for "
                  + MediaTypes.JSON
                  + ", or send them one at a time")
          .refusal();
    }
    return Response.of(200, MediaTypes.of(format), render(advise(dossiers, day), format))
        .with("Vary", "Accept");
  }

  /** Reads the documents of a request into a dossier for each organisation, by its id. */
  private Collection<Dossier> dossiers(
      RequestContext context, @Nullable String placedFor, LocalDate day) throws IOException {
    SortedMap<String, Dossier> dossiers = new TreeMap<>();
    List<Diagnostic> faults = new ArrayList<>();
    UploadedDocuments.each(
        context,
        (name, content) -> {
          byte[] bytes = content.readNBytes(DocumentLimits.LARGEST + 1);
          ParseResult read = parser.read(new Document(name, bytes, placedFor));
          for (ParseResult result : read.each()) {
            if (result instanceof Rejection rejection) {
              faults.addAll(rejection.faults());
            } else if (result instanceof ParsedDocument document) {
              String organisation = document.organisation();
              dossiers.put(
                  organisation,
                  dossiers
                      .getOrDefault(organisation, Dossier.empty(organisation))
                      .with(document, new Origin(name, Instant.EPOCH, Sha256.of(bytes))));
            }
          }
        });
    if (parser.isStrict()) {
      dossiers
          .values()
          .forEach(one -> faults.addAll(Note.faultsWhenStrict(parser.resolve(one, day).notes())));
    }
    if (!faults.isEmpty()) {
      throw Problem.of(faults).refusal();
    }
    return dossiers.values();
  }

  private List<Advisory> advise(Collection<Dossier> dossiers, LocalDate day) {
    try {
      return dossiers.stream().map(dossier -> advisoryEngine.advise(dossier, null, day)).toList();
    } catch (RunawayRuleException runaway) {
      throw Problem.of(
              422, "A rule does too much with these data", String.valueOf(runaway.getMessage()))
          .refusal();
    }
  }

  private byte[] render(List<Advisory> advisories, Format format) {
    if (advisories.size() == 1) {
      return renderer.render(advisories.get(0), format);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    boolean json = format == Format.JSON;
    all.writeBytes(
        advisories.stream()
            .map(one -> new String(renderer.render(one, format), StandardCharsets.UTF_8).strip())
            .collect(
                Collectors.joining(json ? ",\n" : "\n\n", json ? "[" : "", json ? "]\n" : "\n"))
            .getBytes(StandardCharsets.UTF_8));
    return all.toByteArray();
  }

  private LocalDate day(RequestContext context) {
    String asOf = context.parameter("as-of").orElse("");
    if (asOf.isEmpty()) {
      return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
    try {
      return Dates.read(asOf);
    } catch (Dates.NoDateException e) {
      throw Problem.of(400, "Not a date", "as-of: '" + asOf + "' " + e.what() + "; " + e.cure())
          .refusal();
    }
  }

  private static @Nullable String placedFor(RequestContext context, Principal principal) {
    String organisation = context.parameter("organisation").orElse(null);
    if (organisation != null && !OrganisationSection.isId(organisation)) {
      throw Problem.of(
              400,
              "Not an organisation's id",
              "organisation is '" + organisation + "'; write " + OrganisationSection.ID_IN_WORDS)
          .refusal();
    }
    if (organisation != null && !principal.maySee(organisation)) {
      throw RequestFilter.notYours();
    }
    return organisation == null ? principal.organisation() : organisation;
  }
}
