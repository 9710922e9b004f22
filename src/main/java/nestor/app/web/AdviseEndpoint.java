package nestor.app.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nestor.access.Caller;
import nestor.advisory.Advisory;
import nestor.app.desk.Adviser;
import nestor.app.desk.AdvisoryRenderer;
import nestor.app.desk.DocumentUnderstanding;
import nestor.app.desk.Sha256;
import nestor.delivery.Format;
import nestor.dossier.Dossier;
import nestor.dossier.Origin;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.Evidence;
import nestor.evidence.Reading;
import nestor.evidence.Rejection;
import nestor.http.Answer;
import nestor.http.MediaTypes;
import nestor.http.Problem;
import nestor.reasoning.RunawayRule;
import nestor.rulebook.Dates;
import nestor.rulebook.EngineWords;
import nestor.rulebook.Fault;
import org.jspecify.annotations.Nullable;

/** {@code POST /advise}: advice on the documents in the request, of which nothing is kept. */
public final class AdviseEndpoint {
  private final DocumentUnderstanding understanding;
  private final Adviser adviser;
  private final AdvisoryRenderer renderer;
  private final Clock clock;

  public AdviseEndpoint(
      DocumentUnderstanding understanding,
      Adviser adviser,
      AdvisoryRenderer renderer,
      Clock clock) {
    this.understanding = understanding;
    this.adviser = adviser;
    this.renderer = renderer;
    this.clock = clock;
  }

  public Answer answer(Visit visit) throws IOException {
    visit.takesOnly("organisation", "as-of", "name");
    Format format = Formats.chosen(visit);
    LocalDate day = day(visit);
    Caller caller = visit.caller();
    String placedFor = placedFor(visit, caller);
    TreeMap<String, Dossier> dossiers = new TreeMap<>();
    List<Fault> faults = new ArrayList<>();
    Incoming.each(
        visit,
        (name, content) -> {
          byte[] bytes = content.readNBytes(DocumentReader.LARGEST + 1);
          Reading reading = understanding.read(new Document(name, bytes, placedFor));
          if (reading instanceof Rejection rejection) {
            faults.addAll(rejection.faults());
          } else if (reading instanceof Evidence evidence) {
            String organisation = evidence.organisation();
            dossiers.put(
                organisation,
                dossiers
                    .getOrDefault(organisation, Dossier.empty(organisation))
                    .with(evidence, new Origin(name, Instant.EPOCH, Sha256.of(bytes))));
          }
        });
    if (!faults.isEmpty()) {
      throw Problem.of(faults).refusal();
    }
    if (!dossiers.keySet().stream().allMatch(caller::maySee)) {
      throw FrontDoor.notYours();
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
    List<Advisory> advisories;
    try {
      advisories =
          dossiers.values().stream().map(dossier -> adviser.advise(dossier, null, day)).toList();
    } catch (RunawayRule runaway) {
      throw Problem.of(
              422, "A rule does too much with these data", String.valueOf(runaway.getMessage()))
          .refusal();
    }
    return Answer.of(200, MediaTypes.of(format), render(advisories, format)).with("Vary", "Accept");
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

  private LocalDate day(Visit visit) {
    String asOf = visit.asked("as-of").orElse("");
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

  private static @Nullable String placedFor(Visit visit, Caller caller) {
    String organisation = visit.asked("organisation").orElse(null);
    if (organisation != null && !EngineWords.isId(organisation)) {
      throw Problem.of(
              400,
              "Not an organisation's id",
              "organisation is '" + organisation + "'; write " + EngineWords.ID_IN_WORDS)
          .refusal();
    }
    if (organisation != null && !caller.maySee(organisation)) {
      throw FrontDoor.notYours();
    }
    return organisation == null ? caller.organisation() : organisation;
  }
}
