package nestor.dossier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import nestor.evidence.ParsedDocument;
import nestor.rulebook.Vocabulary;
import nestor.store.Row;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Repository of dossiers, with every version that a section ever had. All methods work within a
 * {@code Transaction} of the caller; none opens one of its own.
 */
public final class DossierRepository {
  private static final String STANDING =
      "select id, revision, last_document_at, due_since, advised_revision, advised_on,"
          + " advised_rulebook from organisations ";

  /** Behind a text, nothing comes before that text with this at its end. */
  private static final String LEAST = "\u0001";

  /**
   * Puts the evidence into the dossier of its organisation, and makes advice due, unless every
   * section that it gives is what the dossier holds already, and was read in the same way.
   *
   * @param receipt the id of the document's receipt
   * @return whether the dossier changed
   */
  public boolean accept(Transaction tx, ParsedDocument evidence, Origin origin, String receipt) {
    String organisation = evidence.organisation();
    String source = evidence.source();
    NavigableMap<String, StoredSection> held = new TreeMap<>();
    kept(tx, organisation).stream()
        .filter(one -> one.origin().source().equals(source))
        .forEach(one -> held.put(one.section(), one));
    SortedMap<String, StoredSection> given = new TreeMap<>();
    evidence
        .sections()
        .forEach(
            (name, content) ->
                given.put(
                    name,
                    new StoredSection(
                        name,
                        EntriesJson.write(content),
                        content.partial(),
                        origin.of(source),
                        NotesJson.write(evidence.notesOn(name)))));
    List<String> withdrawn = evidence.withdrawn().stream().filter(held::containsKey).toList();
    if (withdrawn.isEmpty()
        && given.values().stream().allMatch(one -> isHeld(one, held.get(one.section())))) {
      return false;
    }
    makeDue(tx, organisation, origin.received());
    withdrawn.forEach(section -> retire(tx, organisation, section, source, receipt));
    given.forEach(
        (section, statement) -> {
          if (held.containsKey(section)) {
            retire(tx, organisation, section, source, receipt);
          }
          tx.update(
              "insert into statements (organisation, section, source, partial, entries, document,"
                  + " received_at, sha256, receipt, notes) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              organisation,
              section,
              source,
              statement.partial() ? 1 : 0,
              statement.entries(),
              origin.document(),
              origin.received(),
              origin.sha256(),
              receipt,
              statement.notes());
        });
    return true;
  }

  private static boolean isHeld(StoredSection given, @Nullable StoredSection held) {
    return held != null
        && given.entries().equals(held.entries())
        && given.partial() == held.partial()
        && said(given).equals(said(held));
  }

  private static List<Object> said(StoredSection statement) {
    return NotesJson.said(NotesJson.read(statement.section(), statement.notes()));
  }

  /**
   * Returns the dossier as it is now; empty for an organisation whose documents were never
   * accepted.
   */
  public Dossier load(Transaction tx, String organisation, Vocabulary vocabulary) {
    return read(organisation, kept(tx, organisation), vocabulary);
  }

  /**
   * Statements of each source about each section now, before any vocabulary reads them; by section,
   * those of people first.
   */
  public List<StoredSection> kept(Transaction tx, String organisation) {
    return kept(
        tx,
        "select section, source, partial, entries, document, received_at, sha256, notes"
            + " from statements where organisation = ?",
        organisation);
  }

  private static List<StoredSection> kept(Transaction tx, String query, Object... values) {
    return tx
        .query(
            query,
            row ->
                new StoredSection(
                    row.text("section"),
                    row.text("entries"),
                    row.number("partial") == 1,
                    origin(row),
                    row.textOrNull("notes")),
            values)
        .stream()
        .sorted(
            Comparator.comparing(StoredSection::section)
                .thenComparing(StoredSection::origin, Origin.PEOPLE_FIRST))
        .toList();
  }

  /** The dossier as a vocabulary reads it: a section that it does not know is left out. */
  public static Dossier read(String organisation, List<StoredSection> kept, Vocabulary vocabulary) {
    SortedMap<String, List<Statement>> statements = new TreeMap<>();
    for (StoredSection held : kept) {
      String name = held.section();
      vocabulary
          .section(name)
          .map(
              section ->
                  new Statement(
                      EntriesJson.read(section, held.entries()).partial(held.partial()),
                      held.origin(),
                      NotesJson.read(name, held.notes())))
          .ifPresent(
              statement ->
                  statements.computeIfAbsent(name, n -> new ArrayList<>(1)).add(statement));
    }
    SortedMap<String, DossierSection> sections = new TreeMap<>();
    statements.forEach((name, all) -> sections.put(name, DossierSection.of(all)));
    return new Dossier(organisation, sections);
  }

  /** Records that an advisory rests on what the dossier holds now. */
  public void usedFor(
      Transaction tx, String organisation, List<StatementReceipt> receipts, String advisory) {
    receipts.forEach(
        of ->
            tx.update(
                "insert into advisory_statements (organisation, advisory, section, source, receipt)"
                    + " values (?, ?, ?, ?, ?)",
                organisation,
                advisory,
                of.section(),
                of.source(),
                of.receipt()));
  }

  /** Forgets on what an advisory rests that is taken away; the statements themselves stay. */
  public void forgetUse(Transaction tx, String organisation, String advisory) {
    tx.update(
        "delete from advisory_statements where organisation = ? and advisory = ?",
        organisation,
        advisory);
  }

  /** The receipts of the documents from which the dossier is now. */
  public List<StatementReceipt> receipts(Transaction tx, String organisation) {
    return tx.query(
        "select section, source, receipt from statements where organisation = ?"
            + " order by section, source",
        row -> new StatementReceipt(row.text("section"), row.text("source"), row.text("receipt")),
        organisation);
  }

  /** The statements on which an advisory rests, as they were then. */
  public List<StoredSection> usedFor(Transaction tx, String organisation, String advisory) {
    String columns =
        "organisation, section, source, partial, entries, document, received_at, sha256, receipt,"
            + " notes";
    return kept(
        tx,
        "select s.section, s.source, s.partial, s.entries, s.document, s.received_at, s.sha256,"
            + " s.notes from advisory_statements a join (select "
            + columns
            + " from statements union all select "
            + columns
            + " from section_history) s on s.organisation = a.organisation and s.section ="
            + " a.section and s.source = a.source and s.receipt = a.receipt"
            + " where a.organisation = ? and a.advisory = ?",
        organisation,
        advisory);
  }

  /**
   * Returns the state of the advice for an organisation; empty where none of its documents was
   * accepted.
   */
  public Optional<AdvisoryState> standing(Transaction tx, String organisation) {
    return tx.first(STANDING + "where id = ?", DossierRepository::standing, organisation);
  }

  /** States of the advice for all organisations, by id. */
  public List<AdvisoryState> standings(Transaction tx) {
    return tx.query(STANDING + "order by id", DossierRepository::standing);
  }

  /** Changes whenever a document changes the dossier, or advice is given or confirmed. */
  public String mark(Transaction tx, String organisation) {
    return standing(tx, organisation)
        .map(s -> s.revision() + " " + s.advisedRevision() + " " + s.advisedOn())
        .orElse("");
  }

  /**
   * Returns the organisations with a document that no advice has seen yet, the longest waiting
   * first, at most {@code limit} of them.
   *
   * @param after the last one of the batch before, or null for the first batch
   */
  public List<AdvisoryState> unseen(Transaction tx, @Nullable AdvisoryState after, int limit) {
    Instant since = after == null ? null : after.dueSince();
    return tx.query(
        unseenAfter(limit),
        DossierRepository::standing,
        Objects.requireNonNullElse(since, Instant.EPOCH),
        Objects.requireNonNullElse(since, Instant.EPOCH),
        after == null ? "" : after.organisation());
  }

  static String unseenAfter(int limit) {
    return STANDING
        + "where due_since >= ? and (due_since > ? or id > ?) order by due_since, id limit "
        + limit;
  }

  /**
   * Returns the organisations whose last advice is of another day or by another version of the
   * rulebook, and that have had no document since; at most {@code limit} of them.
   */
  public List<AdvisoryState> outdated(Transaction tx, LocalDate today, String rulebook, int limit) {
    List<AdvisoryState> outdated = new ArrayList<>();
    for (Outdated some : outdated(tx, today, rulebook)) {
      if (outdated.size() < limit) {
        outdated.addAll(
            tx.query(
                some.query(limit - outdated.size()),
                DossierRepository::standing,
                some.values().toArray()));
      }
    }
    return outdated;
  }

  /** Returns how many organisations are {@link #outdated}, including those with a new document. */
  public long countOutdated(Transaction tx, LocalDate today, String rulebook) {
    return outdated(tx, today, rulebook).stream()
        .mapToLong(
            some ->
                tx.first(
                        "select count(*) as outdated from organisations " + some.where(),
                        row -> row.number("outdated"),
                        some.values().toArray())
                    .orElse(0L))
        .sum();
  }

  /**
   * Ranges of one index that hold nobody who is up to date: an open end would be looked at with all
   * who lie on it.
   */
  static List<Outdated> outdated(Transaction tx, LocalDate today, String rulebook) {
    List<Outdated> all = new ArrayList<>();
    all.add(new Outdated("where advised_on <= ?", List.of(today.minusDays(1))));
    String from = "";
    while (true) {
      Optional<String> version =
          tx.first(
              "select advised_rulebook from organisations where advised_on = ?"
                  + " and advised_rulebook >= ? order by advised_on, advised_rulebook limit 1",
              row -> row.text("advised_rulebook"),
              today,
              from);
      if (version.isEmpty()) {
        break;
      }
      if (!version.get().equals(rulebook)) {
        all.add(
            new Outdated(
                "where advised_on = ? and advised_rulebook = ?", List.of(today, version.get())));
      }
      from = version.get() + LEAST;
    }
    all.add(new Outdated("where advised_on >= ?", List.of(today.plusDays(1))));
    return all;
  }

  /** Records that advice was given; a document that came in the meantime still makes it due. */
  public void advised(Transaction tx, AdvisoryState seen, LocalDate asOf, String rulebook) {
    tx.update(
        "update organisations set advised_revision = ?, advised_on = ?, advised_rulebook = ?,"
            + " due_since = case when revision = ? then null else last_document_at end"
            + " where id = ?",
        seen.revision(),
        asOf,
        rulebook,
        seen.revision(),
        seen.organisation());
  }

  /** The origins of what was replaced or taken back of a section, the latest first. */
  public List<Origin> former(Transaction tx, String organisation, String section) {
    return tx.query(
        "select document, received_at, sha256, source from section_history"
            + " where organisation = ? and section = ? order by id desc",
        DossierRepository::origin,
        organisation,
        section);
  }

  private static void makeDue(Transaction tx, String organisation, Instant received) {
    int rows =
        tx.update(
            "update organisations set revision = revision + 1, last_document_at = ?,"
                + " due_since = coalesce(due_since, ?) where id = ?",
            received,
            received,
            organisation);
    if (rows == 0) {
      tx.update(
          "insert into organisations (id, revision, last_document_at, due_since, advised_revision)"
              + " values (?, 1, ?, ?, 0)",
          organisation,
          received,
          received);
    }
  }

  private static void retire(
      Transaction tx, String organisation, String section, String source, String replacedBy) {
    tx.update(
        "insert into section_history (organisation, section, source, partial, entries, document,"
            + " received_at, sha256, receipt, notes, replaced_by)"
            + " select organisation, section, source, partial, entries, document, received_at,"
            + " sha256, receipt, notes, cast(? as varchar(40)) from statements"
            + " where organisation = ? and section = ? and source = ?",
        replacedBy,
        organisation,
        section,
        source);
    tx.update(
        "delete from statements where organisation = ? and section = ? and source = ?",
        organisation,
        section,
        source);
  }

  private static Origin origin(Row row) {
    return new Origin(
        row.text("document"), row.instant("received_at"), row.text("sha256"), row.text("source"));
  }

  private static AdvisoryState standing(Row row) {
    return new AdvisoryState(
        row.text("id"),
        row.number("revision"),
        row.instant("last_document_at"),
        row.instantOrNull("due_since"),
        row.number("advised_revision"),
        row.dateOrNull("advised_on"),
        row.textOrNull("advised_rulebook"));
  }

  /** Some of those whose advice is of another day or by another version of the rulebook. */
  record Outdated(String where, List<Object> values) {
    String query(int limit) {
      return STANDING
          + where
          + " and revision = advised_revision order by advised_on, advised_rulebook, id limit "
          + limit;
    }
  }
}
