package nestor.evidence.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import nestor.evidence.Note;
import nestor.evidence.ParsedDocument;
import nestor.evidence.Rejection;

/**
 * Report of how a document was read, for its sender. A receipt holds it; what a {@link Rejection}
 * says instead are faults.
 *
 * @param taken how many entries of each section were taken
 * @param readAs what was taken for something else than what is written, which it surely means
 * @param asked the questions that somebody must answer
 * @param passedOver what was not taken
 * @param doubted what was taken as written and looks like a slip
 */
public record ReadingReport(
    SortedMap<String, Integer> taken,
    List<String> readAs,
    List<String> asked,
    List<String> passedOver,
    List<String> doubted) {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  public ReadingReport {
    taken = Collections.unmodifiableSortedMap(new TreeMap<>(taken));
    readAs = List.copyOf(readAs);
    asked = List.copyOf(asked);
    passedOver = List.copyOf(passedOver);
    doubted = List.copyOf(doubted);
  }

  /** The report of a document, with the notes of its own and further ones. */
  public static ReadingReport of(ParsedDocument document, List<Note> further) {
    SortedMap<String, Integer> taken = new TreeMap<>();
    document.sections().forEach((name, content) -> taken.put(name, content.entries().size()));
    List<Note> all = Stream.concat(document.notes().stream(), further.stream()).toList();
    return new ReadingReport(
        taken,
        lines(all, Note.Kind.READ_AS),
        lines(all, Note.Kind.ASKED),
        lines(all, Note.Kind.PASSED_OVER),
        lines(all, Note.Kind.DOUBTED));
  }

  /** Reads what {@link #json} wrote. */
  public static ReadingReport of(String json) {
    try {
      return JSON.readValue(json, ReadingReport.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a reading report is damaged in the store", e);
    }
  }

  /** This report as a JSON object whose keys are the components, in their order. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a reading report is always JSON", e);
    }
  }

  /** Every remark in a line of its own, questions first. */
  public List<String> remarks() {
    return Stream.of(asked, doubted, readAs, passedOver).flatMap(List::stream).toList();
  }

  private static List<String> lines(List<Note> notes, Note.Kind kind) {
    return NoteText.lines(notes.stream().filter(note -> note.kind() == kind).toList());
  }
}
