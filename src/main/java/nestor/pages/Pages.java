package nestor.pages;

import java.time.Clock;

/** All pages of a desk. */
public record Pages(
    DeskPages desk,
    OrganisationPages organisations,
    SuppositionPage supposition,
    RulePages rules,
    StatusPages status) {

  /**
   * The pages of what is kept, under the rulebook in force.
   *
   * @param uploadLimit how many bytes may be given in at once
   */
  public static Pages of(Kept kept, OpenBook book, Clock clock, long uploadLimit) {
    Overview overview = new Overview(kept, book);
    return new Pages(
        new DeskPages(kept, overview, uploadLimit),
        new OrganisationPages(kept, book, clock, overview),
        new SuppositionPage(kept, book, clock),
        new RulePages(book, overview),
        new StatusPages());
  }
}
