package nestor.dossier.resolution;

import java.time.LocalDate;
import nestor.dossier.Dossier;
import nestor.rulebook.Vocabulary;

/**
 * Resolver of dossiers: finds what the written names, references and doubtful values of a dossier
 * stand for. Every evaluation does that first, so that a changed alias or an answer counts at once;
 * what documents say is stored as it is written.
 *
 * <pre>{@code
 * Resolution resolution = new DossierResolver(rulebook.vocabulary()).resolve(dossier, asOf);
 * resolution.all().forEach(System.out::println);
 * }</pre>
 *
 * <p>The same dossier, vocabulary and day give the same result, in whatever order entries come. A
 * resolved dossier resolves to itself.
 */
public final class DossierResolver {
  private final NamedFields fields;

  /** A resolver for one vocabulary. */
  public DossierResolver(Vocabulary vocabulary) {
    this.fields = new NamedFields(vocabulary);
  }

  /**
   * Resolves a dossier.
   *
   * @param asOf the day of the advice, after which nothing can have been done
   */
  public Resolution resolve(Dossier dossier, LocalDate asOf) {
    Draft draft = new Draft(dossier);
    OwnNames ownNames = OwnNames.of(draft, fields);
    new Answers(draft, fields, ownNames, asOf).apply();
    new NameReading(draft, fields, ownNames).apply();
    new References(draft, fields, ownNames).apply();
    new OneSpelling(draft, fields).apply();
    SameEntries sameEntries = new SameEntries(draft, fields);
    sameEntries.apply();
    new SourceUnion(draft, fields, sameEntries).apply();
    new SenseCheck(draft, fields).apply();
    return draft.finish();
  }
}
