package nestor.rulebook;

/**
 * Owners of recommendations, from {@code rulebook.yaml}: where their names are on record, and how
 * much each can take on.
 *
 * @param section the section that lists them; empty where no section does
 * @param role the field of the role that a rule names as owner
 * @param name the field of the person's name
 * @param hoursAWeek the hours of a week that an owner can give to what is recommended
 * @param firstStepsAWeek how many first steps an owner can take in a week
 * @param reader the owner who reads an advisory and finds something to do among its first three
 *     recommendations; empty for nobody in particular
 */
public record Owners(
    String section, String role, String name, int hoursAWeek, int firstStepsAWeek, String reader) {
  /** Owners where a rulebook names none. */
  public static final Owners USUAL = new Owners("", "", "", 8, 3, "");
}
