package nestor.rulebook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.rulebook.NameTable.Doubtful;
import nestor.rulebook.NameTable.Known;
import nestor.rulebook.NameTable.Meaning;
import org.jspecify.annotations.Nullable;

/**
 * Countries and their parts by ISO 3166: codes of two and three letters, names in several languages
 * as the Java runtime has them, and codes of parts such as US-CA.
 */
public final class IsoRegions {
  private static final Pattern PART = Pattern.compile("([A-Za-z]{2})[-_]([A-Za-z0-9]{1,3})");
  private static final Set<String> COUNTRIES =
      Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

  private final List<String> languages;
  private final Map<String, Meaning> codes = new TreeMap<>();
  private volatile @Nullable Map<String, Meaning> names;

  /**
   * Regions with names in several languages.
   *
   * @param languages by their ISO 639 codes
   */
  public IsoRegions(List<String> languages) {
    this.languages = List.copyOf(languages);
    for (String country : COUNTRIES) {
      Meaning meaning = new Known(List.of(country));
      codes.put(NameForm.of(country), meaning);
      try {
        codes.put(
            NameForm.of(new Locale.Builder().setRegion(country).build().getISO3Country()), meaning);
      } catch (MissingResourceException e) {
        // A country without a code of three letters is found by its other names.
      }
    }
  }

  /** Whether that is the code of a country or of a part of one. */
  public static boolean isRegion(String code) {
    return COUNTRIES.contains(code)
        || (PART.matcher(code).matches() && COUNTRIES.contains(code.substring(0, 2)));
  }

  /** The region of that name or code; null where there is none. */
  @Nullable Meaning meaning(String form) {
    Meaning code = codes.get(form);
    return code == null && form.length() > 3 ? names().get(form) : code;
  }

  /** The part of a country, written as US-CA; null where it is none. */
  @Nullable Meaning subdivision(String written) {
    Matcher part = PART.matcher(written.strip());
    if (!part.matches()) {
      return null;
    }
    String country = part.group(1).toUpperCase(Locale.ROOT);
    String rest = part.group(2).toUpperCase(Locale.ROOT);
    if (!COUNTRIES.contains(country)) {
      return null;
    }
    boolean locale =
        LANGUAGES.contains(part.group(1)) && COUNTRIES.contains(part.group(2)); // such as de-AT
    return locale
        ? new Doubtful(List.copyOf(new LinkedHashSet<>(List.of(rest, country + "-" + rest))))
        : new Known(List.of(country + "-" + rest));
  }

  /**
   * The names, which are read when the first is asked for: they take some hundredths of a second.
   */
  Map<String, Meaning> names() {
    Map<String, Meaning> read = names;
    if (read == null) {
      read = read();
      names = read;
    }
    return read;
  }

  private Map<String, Meaning> read() {
    Map<String, Set<String>> found = new TreeMap<>();
    for (String country : COUNTRIES) {
      Locale of = new Locale.Builder().setRegion(country).build();
      for (String language : languages) {
        String name = of.getDisplayCountry(Locale.forLanguageTag(language));
        if (!name.equals(country)) {
          NameForm.spellings(NameForm.of(name))
              .forEach(
                  form -> found.computeIfAbsent(form, f -> new LinkedHashSet<>()).add(country));
        }
      }
    }
    Map<String, Meaning> meanings = new TreeMap<>();
    found.forEach(
        (form, countries) ->
            meanings.put(
                form,
                countries.size() == 1
                    ? new Known(List.copyOf(countries))
                    : new Doubtful(List.copyOf(countries))));
    return meanings;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IsoRegions regions && regions.languages.equals(languages);
  }

  @Override
  public int hashCode() {
    return languages.hashCode();
  }
}
