package nestor.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import nestor.diagnostics.Version;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.evidence.FormSheet;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Section;
import org.dhatim.fastexcel.HyperLink;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Workbook (.xlsx) to be filled in and handed back as a document: a sheet of instructions, then a
 * sheet for each section, with drop-downs and a comment on each column. {@link FormSheet} says how
 * it is read.
 *
 * <pre>{@code
 * List<SheetOrder.Sheet> sheets = SheetOrder.of(assessor, dossier, today, "");
 * Files.write(Path.of("acme.xlsx"), WorkbookForm.of(rulebook, sheets, dossier));
 * }</pre>
 */
public final class WorkbookForm {
  private static final String INSTRUCTIONS_SHEET = "Start";

  private final Rulebook rulebook;
  private final List<SheetOrder.Sheet> sheets;
  private final Dossier dossier;

  private WorkbookForm(Rulebook rulebook, List<SheetOrder.Sheet> sheets, Dossier dossier) {
    this.rulebook = rulebook;
    this.sheets = sheets;
    this.dossier = dossier;
  }

  /**
   * The bytes of a workbook.
   *
   * @param sheets in the order in which they are to be filled in
   * @param dossier what is known, which is filled in already
   */
  public static byte[] of(Rulebook rulebook, List<SheetOrder.Sheet> sheets, Dossier dossier) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(bytes, "Nestor", null)) {
      new WorkbookForm(rulebook, sheets, dossier).write(workbook);
    } catch (IOException e) {
      throw new UncheckedIOException("a workbook in memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  static boolean isOrganisation(Section section) {
    return section.name().equals(OrganisationSection.ORGANISATION);
  }

  private void write(Workbook workbook) throws IOException {
    Worksheet start = workbook.newWorksheet(INSTRUCTIONS_SHEET);
    ChoiceLists lists = new ChoiceLists(start, rulebook.vocabulary().names());
    for (SheetOrder.Sheet sheet : sheets) {
      Section section = sheet.section();
      Worksheet worksheet = workbook.newWorksheet(section.name());
      List<Map<String, Object>> known = dossier.entries(section.name());
      SectionSheet form = new SectionSheet(section, questions(), lists, worksheet);
      if (section.single()) {
        form.writeRows(known.isEmpty() ? idAlone(section) : known.get(0));
      } else {
        form.writeTable(known);
      }
      if (!isOrganisation(section)) {
        form.writeWhetherComplete(isComplete(section));
      }
    }
    instruct(start);
    lists.write();
  }

  private Map<String, Object> idAlone(Section section) {
    return isOrganisation(section)
        ? Map.of(OrganisationSection.ID, dossier.organisation())
        : Map.of();
  }

  private Map<String, String> questions() {
    return rulebook.vocabulary().questions();
  }

  private boolean isComplete(Section section) {
    DossierSection given = dossier.sections().get(section.name());
    return given != null && !given.content().partial();
  }

  private void instruct(Worksheet start) {
    start.width(0, 24);
    start.width(1, 80);
    start.width(2, 16);
    start.width(3, 12);
    start.value(0, 0, FormSheet.INSTRUCTIONS);
    start.style(0, 0).bold().fontSize(16).set();
    String[] lines = {
      "Fill in as much as you know, from the top of the list below; what you leave empty counts as unknown.",
      "A comment on each heading says what is asked; several values in a cell are separated by ;",
      "Answer \""
          + FormSheet.COMPLETE
          + "\" with yes once what is not on the sheet does not exist.",
      "Then drop the file into the inbox, upload it, or mail it; it may be handed in as often as it grows."
    };
    int row = 1;
    for (String line : lines) {
      start.value(row++, 0, line);
    }
    row++;
    String[] heads = {"Sheet", "What it asks", "Rules that use it", "Filled in"};
    for (int column = 0; column < heads.length; column++) {
      start.value(row, column, heads[column]);
      start.style(row, column).bold().fillColor(SectionSheet.HEAD).set();
    }
    for (SheetOrder.Sheet sheet : sheets) {
      row++;
      Section section = sheet.section();
      start.hyperlink(row, 0, HyperLink.internal("'" + section.name() + "'!A1", section.name()));
      start.value(row, 1, questions().getOrDefault(section.name(), section.doc()));
      start.style(row, 1).wrapText(true).verticalAlignment("top").set();
      start.value(row, 2, sheet.rules());
      start.formula(row, 3, SectionSheet.filledIn(section));
    }
    start.value(
        row + 2, 0, "Made by Nestor " + Version.number() + " from " + rulebook.about().name());
    start.style(row + 2, 0).italic().fontColor("808080").set();
  }
}
