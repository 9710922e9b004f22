package nestor.evidence;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Memory of what headings were found to mean, or that they mean nothing, as tables repeat few. It
 * begins anew when it holds very many, and may be used by several threads.
 *
 * @param <T> what a heading can mean
 */
final class FoundMeanings<T> {
  private static final int MOST = 2_000;
  private static final int LONGEST = 60;

  private final Map<String, Optional<T>> found = new ConcurrentHashMap<>();
  private final Function<String, @Nullable T> search;

  /**
   * @param search what finds the meaning of a heading that is not in memory
   */
  FoundMeanings(Function<String, @Nullable T> search) {
    this.search = search;
  }

  @Nullable T of(String heading) {
    Optional<T> former = found.get(heading);
    if (former == null) {
      former = Optional.ofNullable(search.apply(heading));
      if (heading.length() <= LONGEST) {
        if (found.size() >= MOST) {
          found.clear();
        }
        found.put(heading, former);
      }
    }
    return former.orElse(null);
  }
}
