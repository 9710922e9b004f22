package nestor.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import nestor.diagnostics.Suggestions;
import org.jspecify.annotations.Nullable;

/**
 * Index of declared sections or fields by the headings under which people write them. It finds what
 * a heading means for certain; {@link Suggestions} names what it could have meant.
 *
 * @param <T> what is declared
 */
final class HeadingIndex<T> {
  private final List<Declared<T>> declared = new ArrayList<>();
  private final Map<String, T> exact = new HashMap<>();
  private final Map<String, T> names = new HashMap<>();
  private final Map<String, T> others = new HashMap<>();

  /**
   * Declaration of a heading.
   *
   * @param words those of its name and its aliases
   */
  private record Declared<T>(String name, List<String> aliases, List<String> words, T meant) {}

  /** Likeness of a heading to the declared name. */
  enum Likeness {
    /** At most in case, accents, blanks and punctuation. */
    SAME,
    /** It is an alias, another number, or the name with a remark. */
    OTHERWISE,
    /** A character is too many, too few, wrong, or swapped with its neighbour. */
    SLIP
  }

  /** Meaning of a heading. */
  record Match<T>(T meant, Likeness likeness) {}

  void add(String name, List<String> aliases, T meant) {
    List<String> words =
        Stream.concat(Stream.of(name), aliases.stream()).map(Heading::words).toList();
    declared.add(new Declared<>(name, aliases, words, meant));
    exact.put(name, meant);
  }

  /** Completes the index once all is added. Forms that would mean two things mean none. */
  void complete() {
    putUnambiguous(names, Heading::key, false);
    putUnambiguous(others, Heading::key, true);
    putUnambiguous(others, Heading::singular, false);
    putUnambiguous(others, Heading::singular, true);
  }

  private void putUnambiguous(Map<String, T> forms, UnaryOperator<String> form, boolean aliases) {
    Map<String, Set<T>> found = new HashMap<>();
    for (Declared<T> one : declared) {
      for (String written : aliases ? one.aliases() : List.of(one.name())) {
        found.computeIfAbsent(form.apply(written), key -> new LinkedHashSet<>()).add(one.meant());
      }
    }
    found.forEach(
        (key, meanings) -> {
          if (meanings.size() == 1 && !key.isEmpty()) {
            forms.putIfAbsent(key, meanings.iterator().next());
          }
        });
  }

  /** Meaning of the heading, or null where that is not certain. */
  @Nullable Match<T> of(String written) {
    Match<T> match = withoutSlips(written);
    return match == null ? slip(written) : match;
  }

  /** Meaning of the heading if it has no slip, or null. */
  @Nullable Match<T> withoutSlips(String written) {
    Match<T> match = whole(written);
    if (match != null) {
      return match;
    }
    String bare = Heading.withoutRemark(written);
    Match<T> without = bare.isEmpty() || bare.equals(written) ? null : whole(bare);
    return without == null ? null : new Match<>(without.meant(), Likeness.OTHERWISE);
  }

  /** Meaning of the heading with all that stands in it, or null. */
  @Nullable Match<T> whole(String written) {
    T same = exact.get(written);
    if (same != null) {
      return new Match<>(same, Likeness.SAME);
    }
    String key = Heading.key(written);
    same = names.get(key);
    if (same != null) {
      return new Match<>(same, Likeness.SAME);
    }
    T other = others.get(key);
    if (other == null) {
      other = others.get(Heading.singular(written));
    }
    return other == null ? null : new Match<>(other, Likeness.OTHERWISE);
  }

  /** Meaning of the heading if it has a slip, or null. */
  @Nullable Match<T> slip(String written) {
    String bare = Heading.withoutRemark(written);
    String heading = bare.isEmpty() ? written : bare;
    String words = Heading.words(heading);
    if (heading.chars().allMatch(Character::isLetterOrDigit)) {
      // A slip in a name such as lastRun may have moved the capital letter that parts its words.
      words = words.replace(" ", "");
    }
    String form = words;
    Set<T> meanings = new LinkedHashSet<>();
    for (Declared<T> one : declared) {
      if (one.words().stream().anyMatch(known -> isSlip(form, known))) {
        meanings.add(one.meant());
      }
    }
    return meanings.size() == 1 ? new Match<>(meanings.iterator().next(), Likeness.SLIP) : null;
  }

  /** Whether each is one slip from the other; blanks may be left out, and not put in. */
  private static boolean isSlip(String words, String known) {
    return Suggestions.isOneSlip(words, known)
        || (words.indexOf(' ') < 0 && Suggestions.isOneSlip(words, known.replace(" ", "")));
  }
}
