package nestor.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import nestor.diagnostics.SourcePosition;

/**
 * Mutant: a rulebook with one small change.
 *
 * @param was what stands there
 * @param instead what is tried in its place; empty where it is left out
 * @param result all of it with the change
 */
record Mutant<T>(SourcePosition place, String was, String instead, T result) {

  /** Mutation in words. */
  String shown() {
    return instead.isEmpty() ? "without " + was : instead;
  }

  <R> Mutant<R> in(Function<T, R> whole) {
    return new Mutant<>(place, was, instead, whole.apply(result));
  }

  /** The changes of every part, each as a change of the whole list. */
  static <T> List<Mutant<List<T>>> ofEach(List<T> parts, Function<T, List<Mutant<T>>> changes) {
    List<Mutant<List<T>>> all = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      int at = i;
      for (Mutant<T> mutant : changes.apply(parts.get(i))) {
        all.add(
            mutant.in(
                part -> {
                  List<T> whole = new ArrayList<>(parts);
                  whole.set(at, part);
                  return List.copyOf(whole);
                }));
      }
    }
    return all;
  }

  static <T> List<T> without(List<T> parts, int at) {
    List<T> rest = new ArrayList<>(parts);
    rest.remove(at);
    return List.copyOf(rest);
  }
}
