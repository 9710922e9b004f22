package nestor.rulebook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import nestor.rulebook.NameTable.Doubtful;
import nestor.rulebook.NameTable.Known;
import nestor.rulebook.NameTable.Meaning;
import org.jspecify.annotations.Nullable;

/**
 * Title that holds names beside other words, such as "Interim CTO & CIO", "Chief Technology Officer
 * (CTO)" or "Assistant to the CEO". Only what is wholly understood is taken for certain.
 */
final class ComposedName {
  private static final int MOST_WORDS = 40;

  private final NameKind kind;
  private final NameKind.Words words;
  private final List<Part> parts = new ArrayList<>();

  ComposedName(NameKind kind, NameKind.Words words) {
    this.kind = kind;
    this.words = words;
  }

  /** Relation of a part of a title to the part before it. */
  private enum Link {
    JOINED,
    AFTER_COMMA,
    IN_BRACKETS
  }

  /** A part of a title, between marks and words that join. */
  private static final class Part {
    final Link link;
    final Set<String> known = new LinkedHashSet<>();
    final Set<String> doubtful = new LinkedHashSet<>();
    boolean named;
    boolean twoNames;
    boolean changed;
    boolean unknownWords;

    Part(Link link) {
      this.link = link;
    }

    void add(Meaning meaning) {
      if (meaning instanceof Known sure) {
        twoNames |= !known.isEmpty() && !known.containsAll(sure.names());
        known.addAll(sure.names());
      } else if (meaning instanceof Doubtful unsure) {
        doubtful.addAll(unsure.candidates());
      }
      named = true;
    }

    Set<String> candidates() {
      Set<String> all = new LinkedHashSet<>(known);
      all.addAll(doubtful);
      return all;
    }
  }

  /** Meaning of the title; null where it holds no name of the kind. */
  @Nullable Meaning meaning(String written) {
    List<String> tokens = NameForm.words(written);
    if (tokens.size() > MOST_WORDS) {
      return null;
    }
    split(tokens);
    if (parts.stream().noneMatch(part -> part.named)) {
      return null;
    }
    if (parts.stream().anyMatch(part -> part.changed)) {
      return changed(written.strip());
    }
    boolean unsure = parts.stream().anyMatch(part -> part.unknownWords || part.twoNames);
    return unsure ? new Doubtful(candidates(parts)) : together();
  }

  private void split(List<String> tokens) {
    Part part = new Part(Link.JOINED);
    parts.add(part);
    int at = 0;
    while (at < tokens.size()) {
      int length = Math.min(Math.max(kind.longest(), 6), tokens.size() - at);
      while (length > 1 && !isKnown(tokens.subList(at, at + length))) {
        length--;
      }
      List<String> piece = tokens.subList(at, at + length);
      String form = NameForm.of(String.join(" ", piece));
      Link link = link(form);
      Meaning meaning = link == null ? name(piece) : null;
      if (meaning instanceof Doubtful && words.harmless().contains(NameForm.folded(form))) {
        // Beside another name it adds nothing, whatever it may mean alone.
        meaning = null;
      }
      if (link != null) {
        part = new Part(link);
        parts.add(part);
      } else if (meaning != null) {
        part.add(meaning);
      } else if (words.changing().contains(NameForm.folded(form))) {
        part.changed = true;
      } else if (!words.harmless().contains(NameForm.folded(form))) {
        part.unknownWords = true;
      }
      at += length;
    }
  }

  private @Nullable Link link(String form) {
    return switch (form) {
      case "(", ")", "[", "]" -> Link.IN_BRACKETS;
      case "," -> Link.AFTER_COMMA;
      default -> words.joining().contains(NameForm.folded(form)) ? Link.JOINED : null;
    };
  }

  private boolean isKnown(List<String> piece) {
    String form = NameForm.folded(NameForm.of(String.join(" ", piece)));
    return words.changing().contains(form)
        || words.harmless().contains(form)
        || words.joining().contains(form)
        || name(piece) != null;
  }

  /** A name as a part of a title: codes of two letters only in capitals, for many are words. */
  private @Nullable Meaning name(List<String> piece) {
    String text = String.join(" ", piece);
    return text.length() <= 2 && !text.equals(text.toUpperCase(Locale.ROOT))
        ? null
        : kind.whole(NameForm.of(text));
  }

  /** Another name than those that it holds, unless one of them may hold without the word. */
  private Meaning changed(String written) {
    List<Part> changed = parts.stream().filter(part -> part.changed).toList();
    List<String> without = candidates(parts.stream().filter(part -> !part.changed).toList());
    boolean besides =
        changed.stream()
            .anyMatch(part -> !part.named && part.link == Link.JOINED && part != parts.get(0));
    boolean another =
        changed.stream().anyMatch(part -> part.named)
            && !Set.copyOf(candidates(changed)).containsAll(without);
    return besides || another || without.size() > 1
        ? new Doubtful(without)
        : new Known(List.of(written));
  }

  /** All names together, if none of them is in doubt and none contradicts another. */
  private Meaning together() {
    Set<String> sure = new LinkedHashSet<>();
    parts.forEach(part -> sure.addAll(part.known));
    boolean unsure = sure.isEmpty();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      Part head = part.link == Link.IN_BRACKETS && i > 0 ? parts.get(i - 1) : null;
      if (head != null && !head.known.isEmpty()) {
        unsure |= !head.known.containsAll(part.known);
      } else if (part.named && part.known.isEmpty()) {
        unsure |= part.doubtful.stream().noneMatch(sure::contains) && !isExplained(i);
      }
    }
    return unsure ? new Doubtful(candidates(parts)) : new Known(List.copyOf(sure));
  }

  /** Whether the next part says in brackets what this one means. */
  private boolean isExplained(int part) {
    return part + 1 < parts.size()
        && parts.get(part + 1).link == Link.IN_BRACKETS
        && !parts.get(part + 1).known.isEmpty();
  }

  private static List<String> candidates(Collection<Part> parts) {
    Set<String> all = new LinkedHashSet<>();
    parts.forEach(part -> all.addAll(part.candidates()));
    return List.copyOf(all);
  }
}
