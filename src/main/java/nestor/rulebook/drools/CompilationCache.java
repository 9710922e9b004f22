package nestor.rulebook.drools;

import org.jspecify.annotations.Nullable;

/**
 * Cache of compiled parts of rulebooks, so that unchanged parts are not compiled again. Safe for
 * use by several threads.
 */
public interface CompilationCache {
  /** Knows nothing and keeps nothing. */
  CompilationCache NONE = key -> null;

  /**
   * Returns a part as it was compiled, or null where it is not in the cache.
   *
   * @param key the hash of everything that the part is made of
   */
  byte @Nullable [] find(String key);

  /**
   * Takes a part that was compiled just now; what cannot be kept is compiled again another time.
   */
  default void keep(String key, byte[] part) {}

  /** These parts, and others where these do not know one. */
  default CompilationCache or(CompilationCache others) {
    CompilationCache these = this;
    return new CompilationCache() {
      @Override
      public byte @Nullable [] find(String key) {
        byte[] part = these.find(key);
        return part == null ? others.find(key) : part;
      }

      @Override
      public void keep(String key, byte[] part) {
        these.keep(key, part);
        others.keep(key, part);
      }
    };
  }
}
