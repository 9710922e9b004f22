package nestor.delivery;

import java.util.List;
import java.util.stream.Stream;
import nestor.advisory.Advisory;
import nestor.evidence.Note;
import nestor.evidence.report.ReadingReport;
import org.jspecify.annotations.Nullable;

/**
 * Template model of how a document was read. For an advisory use {@link AdvisoryModel}.
 *
 * @param taken the sections that were taken from it
 * @param parts those of the four parts in which something is said, questions first
 * @param doubts what somebody should look at, questions first
 */
public record ReadingModel(
    List<Taken> taken,
    List<String> asked,
    List<String> doubted,
    List<String> readAs,
    List<String> passedOver,
    List<Part> parts,
    List<String> doubts) {

  /** A document without notes. */
  public static final ReadingModel NONE = of(List.of(), List.of(), List.of(), List.of(), List.of());

  /** A report with something in every part, to try templates with. */
  public static final String SPECIMEN =
      """
      {"taken": {"section": 2, "other": 1}, "readAs": ["a remark"], "asked": ["one", "two"],
       "passedOver": ["a remark"], "doubted": ["a remark"]}
      """;

  /** Section, with the number of entries taken. */
  public record Taken(String section, int entries) {}

  /**
   * The model of a report.
   *
   * @param reading the report as JSON, or null where there is none
   */
  public static ReadingModel of(@Nullable String reading) {
    if (reading == null) {
      return NONE;
    }
    ReadingReport report = ReadingReport.of(reading);
    return of(
        report.taken().entrySet().stream()
            .map(e -> new Taken(TextSanitizer.of(e.getKey()), e.getValue()))
            .toList(),
        shown(report.asked()),
        shown(report.doubted()),
        shown(report.readAs()),
        shown(report.passedOver()));
  }

  /** The model of how the data of an advisory was read; what was taken stands in its evidence. */
  static ReadingModel of(List<Advisory.Note> notes) {
    return of(
        List.of(),
        of(Note.Kind.ASKED, notes),
        of(Note.Kind.DOUBTED, notes),
        of(Note.Kind.READ_AS, notes),
        of(Note.Kind.PASSED_OVER, notes));
  }

  private static List<String> of(Note.Kind kind, List<Advisory.Note> notes) {
    return shown(
        notes.stream().filter(note -> note.kind() == kind).map(Advisory.Note::plain).toList());
  }

  /**
   * Part of the report in which something is said.
   *
   * @param name of the component that holds it
   */
  public record Part(String name, List<String> remarks) {}

  private static ReadingModel of(
      List<Taken> taken,
      List<String> asked,
      List<String> doubted,
      List<String> readAs,
      List<String> passedOver) {
    List<Part> parts =
        Stream.of(
                new Part("asked", asked),
                new Part("doubted", doubted),
                new Part("readAs", readAs),
                new Part("passedOver", passedOver))
            .filter(part -> !part.remarks().isEmpty())
            .toList();
    List<String> doubts = Stream.concat(asked.stream(), doubted.stream()).toList();
    return new ReadingModel(taken, asked, doubted, readAs, passedOver, parts, doubts);
  }

  private static List<String> shown(List<String> remarks) {
    return remarks.stream().map(TextSanitizer::of).toList();
  }
}
