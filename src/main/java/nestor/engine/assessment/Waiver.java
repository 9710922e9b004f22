package nestor.engine.assessment;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nestor.dossier.Dossier;
import nestor.rulebook.WaiversSection;

/** Decision of a person to live with a recommendation until a date, that date included. */
public record Waiver(String rule, String by, String why, LocalDate until) {

  /** The waivers that the dossier holds, in its order. */
  public static List<Waiver> in(Dossier dossier) {
    return dossier.entries(WaiversSection.SECTION).stream()
        .filter(reply -> reply.get(WaiversSection.UNTIL) instanceof LocalDate)
        .map(
            reply ->
                new Waiver(
                    Objects.toString(reply.get(WaiversSection.RULE), ""),
                    Objects.toString(reply.get(WaiversSection.BY), ""),
                    Objects.toString(reply.get(WaiversSection.WHY), ""),
                    (LocalDate) Objects.requireNonNull(reply.get(WaiversSection.UNTIL))))
        .toList();
  }

  /** The waivers that count on that day, the first of each rule, by the rule's id. */
  public static Map<String, Waiver> counting(Collection<Waiver> waivers, LocalDate on) {
    Map<String, Waiver> counting = new LinkedHashMap<>();
    waivers.stream().filter(w -> w.counts(on)).forEach(w -> counting.putIfAbsent(w.rule(), w));
    return counting;
  }

  /** Whether it still counts on that day. */
  public boolean counts(LocalDate on) {
    return !on.isAfter(until);
  }
}
