package nestor.engine.counterfactual;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.dossier.EntryPlace;
import nestor.dossier.Origin;
import nestor.evidence.SectionContent;
import org.jspecify.annotations.Nullable;

/**
 * Editor that applies {@link Edit}s to a copy of a dossier; the dossier itself stays as it is. For
 * documents that people send with what-if use {@code WhatIfParser}.
 */
public final class DossierEditor {
  private static final Origin SUPPOSED = new Origin("supposed", Instant.EPOCH, "");

  private final Map<String, List<@Nullable Map<String, Object>>> changed = new LinkedHashMap<>();
  private final TreeMap<String, DossierSection> sections;

  /** The sections that are said to hold nothing, or nothing but what is added then. */
  private final Set<String> emptied = new HashSet<>();

  private DossierEditor(Dossier dossier) {
    this.sections = new TreeMap<>(dossier.sections());
  }

  /** The dossier with all the changes. */
  public static Dossier applied(Dossier dossier, List<Edit> edits) {
    return edit(dossier, edits).dossier();
  }

  /**
   * A changed dossier.
   *
   * @param numbers for each changed section, by which number an edit calls each of its entries
   */
  record EditedDossier(Dossier dossier, Map<String, List<Integer>> numbers) {

    /** The number by which an edit calls the entry that now stands there. */
    int editNumber(String section, int entry) {
      List<Integer> known = numbers.get(section);
      return known == null || entry >= known.size() ? entry : known.get(entry);
    }
  }

  static EditedDossier edit(Dossier dossier, List<Edit> edits) {
    DossierEditor work = new DossierEditor(dossier);
    edits.forEach(work::apply);
    return work.finish(dossier.organisation());
  }

  private void apply(Edit edit) {
    if (edit instanceof Edit.Forget) {
      changed.remove(edit.section());
      sections.remove(edit.section());
      return;
    }
    if (edit instanceof Edit.Complete) {
      sections.computeIfPresent(edit.section(), (name, held) -> held.listedInFull());
      return;
    }
    List<@Nullable Map<String, Object>> entries =
        changed.computeIfAbsent(edit.section(), this::entries);
    if (edit instanceof Edit.Put put) {
      if (isResolved(put.section())) {
        for (int i = 0; i < entries.size(); i++) {
          if (number(put.section(), i) == put.entry()) {
            put(entries.get(i), put);
          }
        }
        return;
      }
      while (entries.size() <= put.entry()) {
        entries.add(new LinkedHashMap<>());
      }
      put(entries.get(put.entry()), put);
    } else if (edit instanceof Edit.Add add) {
      entries.add(new LinkedHashMap<>(add.values()));
    } else if (edit instanceof Edit.Remove remove && remove.entry() < entries.size()) {
      entries.set(remove.entry(), null);
    } else if (edit instanceof Edit.Empty) {
      entries.replaceAll(entry -> null);
      emptied.add(edit.section());
    }
  }

  private static void put(@Nullable Map<String, Object> entry, Edit.Put put) {
    if (entry != null && put.value() == null) {
      entry.remove(put.field());
    } else if (entry != null) {
      entry.put(put.field(), put.value());
    }
  }

  /** Whether the entries of a section have other numbers than their places. */
  private boolean isResolved(String section) {
    DossierSection held = sections.get(section);
    return held != null && !held.places().isEmpty();
  }

  private int number(String section, int place) {
    DossierSection held = sections.get(section);
    return held == null || place >= held.places().size() ? place : held.number(place);
  }

  private List<@Nullable Map<String, Object>> entries(String section) {
    List<@Nullable Map<String, Object>> entries = new ArrayList<>();
    DossierSection held = sections.get(section);
    if (held != null) {
      held.content().entries().forEach(entry -> entries.add(new LinkedHashMap<>(entry)));
    }
    return entries;
  }

  private EditedDossier finish(String organisation) {
    Map<String, List<Integer>> numbers = new LinkedHashMap<>();
    changed.forEach(
        (section, entries) -> {
          List<Map<String, Object>> left = new ArrayList<>();
          List<Integer> known = new ArrayList<>();
          for (int i = 0; i < entries.size(); i++) {
            Map<String, Object> entry = entries.get(i);
            if (entry != null) {
              left.add(entry);
              known.add(i);
            }
          }
          sections.put(section, edited(section, sections.get(section), left, known));
          // An added entry gets the number after all that were ever used, removed ones included.
          numbers.put(section, known);
        });
    return new EditedDossier(new Dossier(organisation, sections), numbers);
  }

  /** The section with other entries; added ones give all that is to be said of them. */
  private DossierSection edited(
      String section,
      @Nullable DossierSection before,
      List<Map<String, Object>> left,
      List<Integer> from) {
    if (before == null || emptied.contains(section)) {
      Origin origin = before == null ? SUPPOSED : before.origin();
      return new DossierSection(new SectionContent(section, left), origin);
    }
    List<EntryPlace> places = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      boolean isThere = from.get(i) < before.content().entries().size();
      EntryPlace place = isThere ? before.place(from.get(i)) : null;
      places.add(
          place == null
              ? new EntryPlace(i, 0, i, false, List.of())
              : new EntryPlace(
                  i, place.statement(), place.inDocument(), place.partial(), place.merged()));
    }
    return before.with(left, places);
  }
}
