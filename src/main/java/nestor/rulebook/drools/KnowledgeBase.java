package nestor.rulebook.drools;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import nestor.rulebook.BuiltInNames;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.session.StatefulKnowledgeSessionImpl;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/**
 * Compiled parts put together, with the classes of their facts and the sessions that are idle.
 * Compilations of the same parts that are in use at the same time share one, such as two versions
 * of a rulebook that differ in thresholds or texts alone. For use by {@link Compilation}, which
 * knows what its parts are made of. Safe for use by several threads.
 */
final class KnowledgeBase {
  private static final List<WeakReference<KnowledgeBase>> IN_USE = new ArrayList<>();

  private final Map<String, byte[]> parts;
  private final InternalKnowledgeBase base;
  private final Map<String, FactClass> types = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<StatefulKnowledgeSessionImpl> idle =
      new ConcurrentLinkedQueue<>();
  private int users;

  private KnowledgeBase(Map<String, byte[]> parts, InternalKnowledgeBase base) {
    this.parts = parts;
    this.base = base;
  }

  /**
   * Returns the one of these parts, which is to be {@link #release released} after use.
   *
   * @param ofTypes the key of the part that holds the types
   * @throws PartCompiler.UnreadablePartException if a part is not what this version of Drools wrote
   */
  static KnowledgeBase of(String ofTypes, Map<String, byte[]> parts) {
    KnowledgeBase known = inUse(parts);
    if (known != null) {
      return known;
    }
    Map<String, byte[]> rules = new LinkedHashMap<>(parts);
    byte[] types = Objects.requireNonNull(rules.remove(ofTypes));
    KnowledgeBase made = new KnowledgeBase(parts, PartCompiler.together(types, rules.values()));
    synchronized (IN_USE) {
      made.users++;
      IN_USE.add(new WeakReference<>(made));
    }
    return made;
  }

  private static @Nullable KnowledgeBase inUse(Map<String, byte[]> parts) {
    synchronized (IN_USE) {
      for (Iterator<WeakReference<KnowledgeBase>> all = IN_USE.iterator(); all.hasNext(); ) {
        KnowledgeBase one = all.next().get();
        if (one == null) {
          all.remove();
        } else if (one.isOf(parts)) {
          one.users++;
          return one;
        }
      }
      return null;
    }
  }

  /** The keys alone would do, were it not for parts that were spoilt where they were kept. */
  private boolean isOf(Map<String, byte[]> others) {
    return parts.keySet().equals(others.keySet())
        && parts.entrySet().stream()
            .allMatch(part -> Arrays.equals(part.getValue(), others.get(part.getKey())));
  }

  KieBase base() {
    return base;
  }

  FactClass type(String name) {
    return types.computeIfAbsent(name, this::factClass);
  }

  private FactClass factClass(String name) {
    try {
      return new FactClass(base.getRootClassLoader().loadClass(BuiltInNames.PACKAGE + "." + name));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("no type " + name, e);
    }
  }

  KieSession session() {
    KieSession session = idle.poll();
    return session == null ? base.newKieSession() : session;
  }

  void giveBack(KieSession session) {
    if (session instanceof StatefulKnowledgeSessionImpl reusable) {
      reusable.reset();
      idle.offer(reusable);
    } else {
      session.dispose();
    }
  }

  /** Ends one use; the sessions end with the last one. */
  void release() {
    synchronized (IN_USE) {
      users--;
      if (users > 0) {
        return;
      }
    }
    for (KieSession session = idle.poll(); session != null; session = idle.poll()) {
      session.dispose();
    }
  }
}
