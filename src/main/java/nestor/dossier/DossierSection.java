package nestor.dossier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nestor.evidence.Note;
import nestor.evidence.SectionContent;

/**
 * Section of a dossier: the entries of all sources that state it, each with its place in its
 * document. {@link StoredSection} is the form of one source before a vocabulary gave it types.
 *
 * @param content the entries of all statements; partial where all of these are
 * @param statements one of each source, those of people first
 * @param places of the entries; empty where they are the entries of the only statement in its order
 */
public record DossierSection(
    SectionContent content, List<Statement> statements, List<EntryPlace> places) {
  public DossierSection {
    if (statements.isEmpty()) {
      throw new IllegalArgumentException("nobody states " + content.section());
    }
    statements = List.copyOf(statements);
    places = List.copyOf(places);
  }

  /** A section of one source. */
  public DossierSection(SectionContent content, Origin origin, List<Note> notes) {
    this(content, List.of(new Statement(content, origin, notes)), List.of());
  }

  /** A section that was read just as it was written. */
  public DossierSection(SectionContent content, Origin origin) {
    this(content, origin, List.of());
  }

  /** The union of what sources state of one section. */
  public static DossierSection of(List<Statement> statements) {
    List<Statement> inOrder =
        statements.stream()
            .sorted(Comparator.comparing(Statement::origin, Origin.PEOPLE_FIRST))
            .toList();
    if (inOrder.size() == 1) {
      return new DossierSection(inOrder.get(0).content(), inOrder, List.of());
    }
    List<Map<String, Object>> entries = new ArrayList<>();
    List<EntryPlace> places = new ArrayList<>();
    for (int which = 0; which < inOrder.size(); which++) {
      SectionContent content = inOrder.get(which).content();
      for (int i = 0; i < content.entries().size(); i++) {
        places.add(new EntryPlace(entries.size(), which, i, content.partial()));
        entries.add(content.entries().get(i));
      }
    }
    boolean partial = inOrder.stream().allMatch(statement -> statement.content().partial());
    return new DossierSection(
        new SectionContent(inOrder.get(0).content().section(), entries, partial), inOrder, places);
  }

  /** This section with a statement in the place of the former one of its source. */
  public DossierSection with(Statement statement) {
    List<Statement> all = new ArrayList<>(statements);
    all.removeIf(one -> one.origin().source().equals(statement.origin().source()));
    all.add(statement);
    return of(all);
  }

  /** This section without what a source states; empty where no other does. */
  public Optional<DossierSection> without(String source) {
    List<Statement> others =
        statements.stream().filter(one -> !one.origin().source().equals(source)).toList();
    return others.isEmpty() ? Optional.empty() : Optional.of(of(others));
  }

  /** Statement of a source about the section. */
  public Optional<Statement> statement(String source) {
    return statements.stream().filter(one -> one.origin().source().equals(source)).findFirst();
  }

  /** The origin of what people state, or else of what the first tool does. */
  public Origin origin() {
    return statements.get(0).origin();
  }

  /** Notes on how the documents of its statements were read. */
  public List<Note> notes() {
    return statements.size() == 1
        ? statements.get(0).notes()
        : statements.stream().flatMap(one -> one.notes().stream()).distinct().toList();
  }

  /** Place of an entry. */
  public EntryPlace place(int entry) {
    return places.isEmpty()
        ? new EntryPlace(entry, 0, entry, content.partial())
        : places.get(entry);
  }

  /** The number by which an entry is called. */
  public int number(int entry) {
    return places.isEmpty() ? entry : places.get(entry).number();
  }

  /** Whether a field that the entry does not give is unknown, whatever its absence means. */
  public boolean isPartial(int entry) {
    return places.isEmpty() ? content.partial() : places.get(entry).partial();
  }

  /** The place of the entry that is called so; the first one where there are several. */
  public Optional<EntryPlace> called(int number) {
    for (int i = 0; i < content.entries().size(); i++) {
      if (number(i) == number) {
        return Optional.of(place(i));
      }
    }
    return Optional.empty();
  }

  /** The origin of the document in which an entry stands. */
  public Origin origin(EntryPlace place) {
    return statements.get(place.statement()).origin();
  }

  /**
   * The same entries, and none beside them. Of a partial section the fields that an entry does not
   * give stay unknown.
   */
  public DossierSection listedInFull() {
    if (!content.partial()) {
      return this;
    }
    List<EntryPlace> same = new ArrayList<>();
    for (int i = 0; i < content.entries().size(); i++) {
      same.add(place(i));
    }
    return new DossierSection(content.partial(false), statements, same);
  }

  /** The same statements, with these entries in the place of theirs. */
  public DossierSection with(List<Map<String, Object>> entries, List<EntryPlace> places) {
    boolean asStated = statements.size() == 1;
    for (int i = 0; i < places.size() && asStated; i++) {
      EntryPlace place = places.get(i);
      asStated =
          place.number() == i
              && place.inDocument() == i
              && place.partial() == content.partial()
              && place.merged().isEmpty();
    }
    return new DossierSection(
        new SectionContent(content.section(), entries, content.partial()),
        statements,
        asStated ? List.of() : places);
  }
}
