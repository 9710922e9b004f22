package nestor.bench.byhand;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import nestor.dossier.Dossier;
import nestor.rulebook.Rulebook;
import nestor.rulebook.Threshold;

/** Which number of a threshold applies to an organisation with complete data. */
public final class Choice {
  private final Tables tables;
  private final LocalDate today;

  public Choice(Rulebook rulebook, LocalDate today) {
    this.tables = new Tables(rulebook);
    this.today = today;
  }

  /** The number that applies. */
  public BigDecimal number(Threshold threshold, Dossier dossier) {
    if (!threshold.variants().isEmpty()) {
      Data.Organisation organisation = new Data(dossier).organisation.get(0);
      String emphasis = Shared.emphasis(organisation, tables);
      for (Threshold.Variant variant : threshold.variants()) {
        String of = variant.dimension().equals("stage") ? organisation.stage() : emphasis;
        if (Objects.equals(variant.value(), of)) {
          return variant.number();
        }
      }
    }
    return threshold.base(today).number();
  }
}
