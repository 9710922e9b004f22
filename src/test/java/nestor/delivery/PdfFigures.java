package nestor.delivery;

import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;

/** Figures of a tagged file. */
final class PdfFigures {
  private PdfFigures() {}

  static List<String> told(PDDocument pdf) {
    List<String> told = new ArrayList<>();
    collect(pdf.getDocumentCatalog().getStructureTreeRoot(), told);
    return told;
  }

  private static void collect(PDStructureNode node, List<String> told) {
    for (Object kid : node.getKids()) {
      if (kid instanceof PDStructureElement element) {
        if (element.getStructureType().equals("Figure")) {
          told.add(String.valueOf(element.getAlternateDescription()));
        }
        collect(element, told);
      }
    }
  }
}
