package nestor.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import nestor.rulebook.EngineWords;
import nestor.rulebook.Fault;
import nestor.rulebook.Replies;
import org.jspecify.annotations.Nullable;

/** What has been understood of a document so far, and everything found wrong with it. */
final class Draft {
  private static final int TOLD = 50;

  private final String document;
  private final SortedMap<String, SectionContent> sections = new TreeMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<Fault> warnings = new ArrayList<>();
  private int untoldFaults;
  private int untoldWarnings;
  private boolean idFaulty;

  /**
   * @param document its name
   */
  Draft(String document) {
    this.document = Wording.line(document);
  }

  void fault(Place place, String what, String cure) {
    fault(place, what, () -> cure);
  }

  /** As above, with a cure that is looked for only if it will be told. */
  void fault(Place place, String what, Supplier<String> cure) {
    if (tellsMore()) {
      faults.add(said(place, what, cure.get()));
    } else {
      untoldFaults++;
    }
  }

  /** Whether a further fault would be told, and not just counted. */
  boolean tellsMore() {
    return faults.size() < TOLD;
  }

  void warn(Place place, String what, String cure) {
    warn(place, what, () -> cure);
  }

  void warn(Place place, String what, Supplier<String> cure) {
    if (warnings.size() < TOLD) {
      warnings.add(said(place, what, cure.get()));
    } else {
      untoldWarnings++;
    }
  }

  private Fault said(Place place, String what, String cure) {
    return new Fault(document, place.line(), place.column(), place.path(), what, cure);
  }

  /** Keeps a section. */
  void give(SectionContent content) {
    sections.put(content.section(), content);
  }

  boolean givesNothing() {
    return sections.isEmpty();
  }

  /** Notes that an id stands in the document, though not one that can be used. */
  void idIsFaulty() {
    idFaulty = true;
  }

  boolean hasFaultyId() {
    return idFaulty;
  }

  /** Holds replies to what a waiver and a mark of what is done need. */
  void check() {
    SectionContent replies = sections.get(Replies.SECTION);
    if (replies != null) {
      ReplyCheck.of(replies.entries(), this);
    }
  }

  /** The organisation's id as the document itself gives it. */
  @Nullable String idInside() {
    SectionContent organisation = sections.get(EngineWords.ORGANISATION);
    return organisation == null || organisation.entries().isEmpty()
        ? null
        : (String) organisation.entries().get(0).get(EngineWords.ID);
  }

  boolean isFaultyAt(String path) {
    return faults.stream().anyMatch(fault -> path.equals(fault.path()));
  }

  boolean isFaulty() {
    return !faults.isEmpty();
  }

  Reading finish(@Nullable String organisation) {
    if (organisation == null || isFaulty()) {
      return new Rejection(told(faults, untoldFaults, "faults"));
    }
    return new Evidence(
        organisation,
        Collections.unmodifiableSortedMap(sections),
        told(warnings, untoldWarnings, "warnings"));
  }

  private List<Fault> told(List<Fault> some, int untold, String name) {
    List<Fault> told = new ArrayList<>(some);
    if (untold > 0) {
      told.add(
          said(
              Place.WHOLE_DOCUMENT,
              "holds " + untold + " more " + name,
              "mend the ones above first, then send it again"));
    }
    return List.copyOf(told);
  }
}
