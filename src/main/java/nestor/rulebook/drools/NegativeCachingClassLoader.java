package nestor.rulebook.drools;

import java.io.InputStream;
import java.net.URL;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Class loader that remembers which classes do not exist. The compiler of Drools asks for every
 * name in every package it could be in, again in each compilation, and each miss searches every
 * archive.
 */
final class NegativeCachingClassLoader extends ClassLoader {
  /** Names come from edited text without end, so what is remembered must have one. */
  private static final int MOST = 50_000;

  static final NegativeCachingClassLoader LOADER =
      new NegativeCachingClassLoader(NegativeCachingClassLoader.class.getClassLoader());

  private final Set<String> classes = ConcurrentHashMap.newKeySet();
  private final Set<String> files = ConcurrentHashMap.newKeySet();

  private NegativeCachingClassLoader(@Nullable ClassLoader parent) {
    super(parent);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (classes.contains(name)) {
      throw new ClassNotFoundException(name);
    }
    try {
      return super.loadClass(name, resolve);
    } catch (ClassNotFoundException e) {
      remember(classes, name);
      throw e;
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    if (files.contains(name)) {
      return null;
    }
    URL found = super.getResource(name);
    if (found == null) {
      remember(files, name);
    }
    return found;
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    return files.contains(name) ? null : super.getResourceAsStream(name);
  }

  private static void remember(Set<String> misses, String name) {
    if (misses.size() >= MOST) {
      misses.clear();
    }
    misses.add(name);
  }
}
