package nestor.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.NameTable;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.WaiversSection;
import org.jspecify.annotations.Nullable;

/**
 * State of reading one document: the sections read so far and every fault and warning. One context
 * serves one document on one thread.
 */
final class ParseContext {
  private static final int TOLD = FaultList.TOLD;

  private final String document;
  private final NameTable names;
  private final SortedMap<String, SectionContent> sections = new TreeMap<>();
  private final FaultList faults = new FaultList();
  private final List<Note> notes = new ArrayList<>();
  private final Map<Note.Kind, Integer> written = new EnumMap<>(Note.Kind.class);
  private final List<Amount> amounts = new ArrayList<>();
  private final DeclarationReader declaration = new DeclarationReader(this);

  /** Number of notes that are known to concern a section or the document. */
  private int placed;

  private boolean idFaulty;
  private boolean refused;
  private boolean doubtsLetters;

  /**
   * @param document its name
   * @param names the other ways to write names, words for yes and no among them
   */
  ParseContext(String document, NameTable names) {
    this.document = MessageText.line(document);
    this.names = names;
  }

  /** The other ways to write names. */
  NameTable names() {
    return names;
  }

  /** Declaration of the document's source and of what is partial in it. */
  DeclarationReader declaration() {
    return declaration;
  }

  void fault(Location location, String what, String cure) {
    fault(location, what, () -> cure);
  }

  /**
   * Adds a fault like the method above, with a cure that is computed only if the fault is listed.
   */
  void fault(Location location, String what, Supplier<String> cure) {
    if (refused) {
      return;
    }
    if (faults.lists(location)) {
      faults.add(said(location, what, cure.get()));
    }
  }

  /** The faults found so far. */
  FaultList faults() {
    return faults;
  }

  /** Refuses the document for what it is: whatever else was or will be found in it is not told. */
  void refuse(String what, String cure) {
    faults.clear();
    fault(Location.WHOLE_DOCUMENT, what, cure);
    refused = true;
  }

  /** Returns whether a further fault would be listed, and not just counted. */
  boolean tellsMore() {
    return faults.tellsMore();
  }

  void warn(Location location, String what, String cure) {
    warn(location, what, () -> cure);
  }

  void warn(Location location, String what, Supplier<String> cure) {
    note(Note.Kind.DOUBTED, location, what, cure);
  }

  /** Notes that something was taken for something else than what is written. */
  void readAs(Location location, String what, String cure) {
    note(Note.Kind.READ_AS, location, what, () -> cure);
  }

  /** Notes a question that somebody must answer. */
  void ask(Location location, String what, String cure) {
    note(Note.Kind.ASKED, location, what, () -> cure);
  }

  /** Notes what was not taken. */
  void passOver(Location location, String what, String cure) {
    note(Note.Kind.PASSED_OVER, location, what, () -> cure);
  }

  private void note(Note.Kind kind, Location location, String what, Supplier<String> cure) {
    if (written.merge(kind, 1, Integer::sum) <= TOLD) {
      notes.add(new Note(kind, said(location, what, cure.get())));
    }
  }

  private Diagnostic said(Location location, String what, String cure) {
    return new Diagnostic(
        document, location.line(), location.column(), location.path(), what, cure);
  }

  /** Keeps a section; what was noted since the one before concerns it. */
  void give(SectionContent content) {
    sections.put(content.section(), content);
    for (; placed < notes.size(); placed++) {
      notes.set(placed, notes.get(placed).on(content.section()));
    }
  }

  boolean givesNothing() {
    return sections.isEmpty();
  }

  /** Whether the document gives that section and no other. */
  boolean givesOnly(String section) {
    return sections.size() == 1 && sections.containsKey(section);
  }

  /** Notes that an id stands in the document, though not one that can be used. */
  void idIsFaulty() {
    idFaulty = true;
  }

  boolean hasFaultyId() {
    return idFaulty;
  }

  /** Notes, once a document, a text whose letters went through a wrong encoding. */
  void doubtLetters(Location location, String text) {
    if (doubtsLetters) {
      return;
    }
    String repaired = Mojibake.repaired(text);
    if (repaired != null) {
      doubtsLetters = true;
      warn(
          location,
          MessageText.quoted(text)
              + " is "
              + MessageText.quoted(repaired)
              + " in a wrong encoding; taken as it stands",
          "export it anew as UTF-8");
    } else if (text.indexOf('\ufffd') >= 0) {
      doubtsLetters = true;
      warn(
          location,
          MessageText.quoted(text) + " has lost a letter to a wrong encoding; taken as it stands",
          "export it anew as UTF-8");
    }
  }

  /**
   * Notes an amount of money with a currency beside it, to be held to the organisation's.
   *
   * @param code its ISO 4217 code; empty where several currencies share the sign
   */
  void mentionCurrency(String code, Location location, String written) {
    amounts.add(new Amount(code, location, written));
  }

  private record Amount(String currency, Location location, String written) {}

  private void checkCurrencies() {
    String currency = inside(OrganisationSection.CURRENCY);
    Set<String> doubted = new HashSet<>();
    for (Amount amount : amounts) {
      if (currency == null && doubted.add(amount.currency())) {
        warn(
            amount.location(),
            MessageText.quoted(amount.written())
                + " is taken as an amount in the organisation's currency, which is not given here",
            "give organisation.currency");
      } else if (currency != null
          && !amount.currency().isEmpty()
          && !currency.equals(amount.currency())) {
        fault(
            amount.location(),
            MessageText.quoted(amount.written())
                + " is not in "
                + currency
                + ", the currency of the organisation",
            "write the amount in " + currency);
      }
    }
  }

  /** The names of the sections that were read so far. */
  Set<String> given() {
    return Collections.unmodifiableSet(sections.keySet());
  }

  /** Marks a section as partial. */
  void markPartial(String section) {
    sections.computeIfPresent(section, (name, content) -> content.partial(true));
  }

  /** Holds replies to what a waiver and a mark of what is done need, and money to its currency. */
  void check() {
    checkCurrencies();
    SectionContent replies = sections.get(WaiversSection.SECTION);
    if (replies != null) {
      ReplyCheck.of(replies.entries(), this);
    }
  }

  /** The organisation's id as the document itself gives it. */
  @Nullable String idInside() {
    return inside(OrganisationSection.ID);
  }

  private @Nullable String inside(String field) {
    SectionContent organisation = sections.get(OrganisationSection.ORGANISATION);
    return organisation != null
            && !organisation.entries().isEmpty()
            && organisation.entries().get(0).get(field) instanceof String text
        ? text
        : null;
  }

  boolean isFaultyAt(String path) {
    return faults.listed().stream().anyMatch(diagnostic -> path.equals(diagnostic.path()));
  }

  boolean isFaulty() {
    return !faults.isEmpty();
  }

  ParseResult finish(@Nullable String organisation) {
    if (organisation == null || isFaulty()) {
      return new Rejection(told(faults.listed(), faults.untold()));
    }
    return new ParsedDocument(
        organisation,
        Collections.unmodifiableSortedMap(sections),
        notes(),
        declaration.source(),
        declaration.withdrawn());
  }

  private List<Note> notes() {
    List<Note> all = new ArrayList<>(notes);
    written.forEach(
        (kind, number) -> {
          if (number > TOLD) {
            all.add(
                new Note(
                    kind,
                    said(
                        Location.WHOLE_DOCUMENT,
                        "holds " + (number - TOLD) + " more " + more(kind),
                        "mend the ones above first, then send it again")));
          }
        });
    return List.copyOf(all);
  }

  private static String more(Note.Kind kind) {
    return switch (kind) {
      case DOUBTED -> "warnings";
      case READ_AS -> "values that are not as the vocabulary has them";
      case ASKED -> "questions";
      case PASSED_OVER -> "things that were passed over";
    };
  }

  private List<Diagnostic> told(List<Diagnostic> some, int untold) {
    List<Diagnostic> told = new ArrayList<>(some);
    if (untold > 0) {
      told.add(
          said(
              Location.WHOLE_DOCUMENT,
              "holds " + untold + " more faults",
              "mend the ones above first, then send it again"));
    }
    return List.copyOf(told);
  }
}
