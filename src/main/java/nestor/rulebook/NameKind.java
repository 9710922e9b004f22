package nestor.rulebook;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import nestor.rulebook.NameTable.Known;
import nestor.rulebook.NameTable.Meaning;
import org.jspecify.annotations.Nullable;

/**
 * Names of one kind and the other ways to write them. A written name is found without regard to
 * case, blanks and accents; where the kind has words that join or qualify names, also as a part of
 * a longer title such as "Interim CTO & CIO".
 */
public final class NameKind {
  private static final int HASHES = 1 << 14;
  private static final int MOST_FOUND = 500;
  private static final int LONGEST_FOUND = 60;

  private final List<String> names;
  private final Map<String, Meaning> meanings;
  private final Words words;
  private final @Nullable IsoRegions standard;
  private final int longest;

  /** Remainders of the hashes of all names, by which most texts are surely none of them. */
  private final BitSet hashes = new BitSet(HASHES);

  private final List<NameKind> others;

  /** Recent results, as documents repeat few names in many entries. */
  private final Map<String, Optional<Meaning>> found = new ConcurrentHashMap<>();

  private final Map<String, List<String>> nearby = new ConcurrentHashMap<>();
  private volatile @Nullable NearForms nearForms;

  /**
   * Words that a title may hold beside names; each in the form of {@link NameForm}.
   *
   * @param joining between two names that both hold
   * @param harmless words beside which the name is still the same
   * @param changing words that make another name of it
   */
  public record Words(Set<String> joining, Set<String> harmless, Set<String> changing) {
    /** No words: a name is found whole or not at all. */
    public static final Words NONE = new Words(Set.of(), Set.of(), Set.of());

    boolean isEmpty() {
      return joining.isEmpty() && harmless.isEmpty() && changing.isEmpty();
    }
  }

  /**
   * Names of one kind.
   *
   * @param names as the vocabulary writes them
   * @param byForm what a written name stands for, by its {@link NameForm}
   * @param words what a title may hold beside names
   * @param standard names that count where the others have none, or null
   */
  public NameKind(
      List<String> names, Map<String, Meaning> byForm, Words words, @Nullable IsoRegions standard) {
    this(names, byForm, words, standard, List.of());
  }

  private NameKind(
      List<String> names,
      Map<String, Meaning> byForm,
      Words words,
      @Nullable IsoRegions standard,
      List<NameKind> others) {
    this.names = List.copyOf(names);
    this.meanings = new TreeMap<>();
    this.words = words;
    this.standard = standard;
    this.others = others;
    byForm.forEach(this::add);
    names.forEach(name -> add(NameForm.of(name), new Known(List.of(name))));
    this.longest =
        meanings.keySet().stream().mapToInt(form -> form.split(" ").length).max().orElse(1);
    meanings.keySet().stream().mapToInt(NameKind::hash).filter(h -> h >= 0).forEach(hashes::set);
  }

  /** The names of this kind and, where it has none like what is written, those of the others. */
  public NameKind also(List<NameKind> others) {
    return new NameKind(names, meanings, words, standard, List.copyOf(others));
  }

  private void add(String form, Meaning meaning) {
    for (String spelling : NameForm.spellings(form)) {
      meanings.putIfAbsent(spelling, meaning);
    }
    meanings.putIfAbsent(NameForm.abbreviation(form), meaning);
  }

  List<String> names() {
    List<String> all = new ArrayList<>(names);
    others.forEach(other -> all.addAll(other.names()));
    return all;
  }

  /** Whether a standard says which names there are. */
  boolean isClosed() {
    return standard != null;
  }

  NameKind with(List<String> more) {
    if (names.containsAll(more)) {
      return this;
    }
    Set<String> all = new LinkedHashSet<>(names);
    all.addAll(more);
    return new NameKind(new ArrayList<>(all), meanings, words, standard, others);
  }

  /**
   * The remainder of a hash of the letters and digits of a text, whatever their case; -1 where not
   * all of it is ASCII.
   */
  private static int hash(String text) {
    int hash = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c >= 'a' && c <= 'z') {
        hash = 31 * hash + c;
      } else if (c >= 'A' && c <= 'Z') {
        hash = 31 * hash + c + 'a' - 'A';
      } else if (c >= '0' && c <= '9') {
        hash = 31 * hash + c;
      } else if (c >= 128) {
        return -1;
      }
    }
    return hash & (HASHES - 1);
  }

  /** Whether the text is surely no name, as can be said without a look at its form. */
  private boolean isSurelyNone(String written) {
    return isWhole() && isSurelyNone(hash(written));
  }

  /** Whether no name has that hash, which is not negative. */
  private boolean isSurelyNone(int hash) {
    return hash >= 0 && !hashes.get(hash);
  }

  /** Whether the text is surely no name of either kind. */
  static boolean isSurelyNone(String written, NameKind one, NameKind other) {
    int hash = hash(written);
    return one.isWhole() && other.isWhole() && one.isSurelyNone(hash) && other.isSurelyNone(hash);
  }

  /** Whether a name of this kind is found whole or not at all. */
  private boolean isWhole() {
    return words.isEmpty() && standard == null && others.isEmpty();
  }

  @Nullable Meaning meaning(String written) {
    if (isSurelyNone(written)) {
      return null;
    }
    if (written.length() > LONGEST_FOUND) {
      return sought(written);
    }
    Optional<Meaning> former = found.get(written);
    if (former == null) {
      former = Optional.ofNullable(sought(written));
      if (found.size() >= MOST_FOUND) {
        found.clear();
      }
      found.put(written, former);
    }
    return former.orElse(null);
  }

  /** The names that what is none of them nearly is; none where it is like none. */
  List<String> near(String written) {
    if (written.length() > LONGEST_FOUND) {
      return List.of();
    }
    List<String> former = nearby.get(written);
    if (former == null) {
      former = nearForms().of(NameForm.of(written));
      for (int i = 0; former.isEmpty() && i < others.size(); i++) {
        former = others.get(i).nearForms().of(NameForm.of(written));
      }
      if (nearby.size() >= MOST_FOUND) {
        nearby.clear();
      }
      nearby.put(written, former);
    }
    return former;
  }

  private NearForms nearForms() {
    NearForms forms = nearForms;
    if (forms == null) {
      Map<String, Meaning> all = new TreeMap<>(standard == null ? Map.of() : standard.names());
      all.putAll(meanings);
      forms = new NearForms(all);
      nearForms = forms;
    }
    return forms;
  }

  private @Nullable Meaning sought(String written) {
    Meaning meaning = alone(written);
    for (int i = 0; meaning == null && i < others.size(); i++) {
      meaning = others.get(i).alone(written);
    }
    if (meaning == null) {
      meaning = composed(written);
    }
    for (int i = 0; meaning == null && i < others.size(); i++) {
      meaning = others.get(i).composed(written);
    }
    return meaning;
  }

  /** Meaning of a name that has nothing beside it. */
  private @Nullable Meaning alone(String written) {
    String form = NameForm.of(written);
    Meaning whole = whole(form);
    if (whole == null) {
      whole = whole(NameForm.abbreviation(form));
    }
    return whole == null && standard != null ? standard.subdivision(written) : whole;
  }

  private @Nullable Meaning composed(String written) {
    return words.isEmpty() ? null : new ComposedName(this, words).meaning(written);
  }

  /** The most words that a name has. */
  int longest() {
    return longest;
  }

  /** Meaning of a name that is written in that form and has no part beside it. */
  @Nullable Meaning whole(String form) {
    String folded = NameForm.folded(form);
    Meaning meaning = meanings.get(folded);
    return meaning == null && standard != null ? standard.meaning(folded) : meaning;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NameKind kind
        && kind.names.equals(names)
        && kind.meanings.equals(meanings)
        && kind.words.equals(words)
        && Objects.equals(kind.standard, standard)
        && kind.others.equals(others);
  }

  @Override
  public int hashCode() {
    return Objects.hash(names, words, standard);
  }
}
