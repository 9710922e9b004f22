package nestor.rulebook;

/**
 * Section {@code organisation}, the only words of the domain that the engine knows: id, name,
 * currency and date of the data. Everything else is the rulebook's.
 */
public final class OrganisationSection {
  /** The section that names and describes the organisation. */
  public static final String ORGANISATION = "organisation";

  /** The field of the organisation that identifies it. */
  public static final String ID = "id";

  /** The field of the organisation that holds its name. */
  public static final String NAME = "name";

  /** The field of the organisation that holds the currency of every amount of money. */
  public static final String CURRENCY = "currency";

  /** The field of the organisation that holds the date of its data. */
  public static final String AS_OF = "asOf";

  /** Pattern of an organisation's id, as a regular expression. */
  public static final String ID_PATTERN = "[a-z0-9][a-z0-9-]{0,99}";

  /** The same, for people. */
  public static final String ID_IN_WORDS = "up to 100 small letters, digits and hyphens";

  /** Pattern of an ISO 4217 currency code, as a regular expression. */
  public static final String CURRENCY_PATTERN = "[A-Z]{3}";

  private static final int LONGEST_ID = 100;

  private OrganisationSection() {}

  /** Whether the text can be an organisation's id. */
  public static boolean isId(String text) {
    if (text.isEmpty() || text.length() > LONGEST_ID || text.charAt(0) == '-') {
      return false;
    }
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return true;
  }
}
