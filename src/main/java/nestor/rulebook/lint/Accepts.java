package nestor.rulebook.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nestor.rulebook.Draft;
import nestor.rulebook.Fault;
import nestor.rulebook.Nearest;
import nestor.rulebook.language.Place;

/**
 * The remarks that the authors of a rulebook accept: {@code // accept: unread-dimension} (in YAML
 * with {@code #}) at the end of the line or on a line of its own above it; several are separated by
 * commas, and words after two hyphens may say why.
 */
public final class Accepts {
  private static final Pattern COMMENT =
      Pattern.compile("(?://|#)\\s*accept:\\s*([\\w-]+(?:\\s*,\\s*[\\w-]+)*)");

  private Accepts() {}

  private record Accept(Place place, int line, String kind) {}

  /** The remarks that are left, with those on comments that accept nothing; in reading order. */
  public static List<Remark> leave(Draft draft, List<Remark> remarks) {
    Map<String, List<Accept>> byPlace = new TreeMap<>();
    List<Accept> all = new ArrayList<>();
    draft
        .texts()
        .forEach(
            (file, text) -> {
              if (file.endsWith(".drl") || file.endsWith(".yaml")) {
                read(file, text, all);
              }
            });
    all.forEach(
        a ->
            byPlace
                .computeIfAbsent(a.place().file() + ":" + a.line(), k -> new ArrayList<>())
                .add(a));
    TreeSet<String> used = new TreeSet<>();
    List<Remark> left = new ArrayList<>();
    for (Remark remark : remarks) {
      Fault fault = remark.fault();
      boolean accepted = false;
      for (Accept accept : byPlace.getOrDefault(fault.document() + ":" + fault.line(), List.of())) {
        if (accept.kind().equals(remark.kind().id()) && !remark.kind().stops()) {
          accepted = true;
          used.add(accept.toString());
        }
      }
      if (!accepted) {
        left.add(remark);
      }
    }
    List<String> kinds = Stream.of(Remark.Kind.values()).map(Remark.Kind::id).toList();
    for (Accept accept : all) {
      if (!used.contains(accept.toString())) {
        left.add(
            new Remark(
                Remark.Kind.NEEDLESS_ACCEPT,
                accept
                    .place()
                    .fault(
                        "there is no " + accept.kind() + " to accept here",
                        kinds.contains(accept.kind())
                            ? "delete the comment"
                            : Nearest.cure(accept.kind(), kinds))));
      }
    }
    left.sort(Lint.ORDER);
    return List.copyOf(left);
  }

  private static void read(String file, String text, List<Accept> into) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher comment = COMMENT.matcher(lines.get(i));
      if (comment.find()) {
        boolean alone = lines.get(i).substring(0, comment.start()).isBlank();
        Place place = new Place(file, i + 1, comment.start() + 1);
        for (String kind : comment.group(1).split(",")) {
          into.add(new Accept(place, alone ? i + 2 : i + 1, kind.strip()));
        }
      }
    }
  }
}
