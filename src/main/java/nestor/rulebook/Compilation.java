package nestor.rulebook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nestor.rulebook.language.RuleDeclaration;
import nestor.rulebook.language.RuleFile;
import org.drools.base.util.Drools;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.session.StatefulKnowledgeSessionImpl;
import org.drools.wiring.api.classloader.ProjectClassLoader;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/**
 * A rulebook as Drools runs it. What goes to the compiler stands where it stands in the files, so
 * that a line in a message of Drools is the line in the file. Each file is compiled by itself,
 * against all declared types. Safe for use by several threads.
 */
public final class Compilation implements AutoCloseable, CompiledParts {
  /**
   * One package holds a whole rulebook: conditions of several packages can silence one another in
   * Drools 10.2.
   */
  public static final String PACKAGE = "rulebook";

  private static final String MADE_BY =
      String.join(
          ", ",
          "Java " + Runtime.version(),
          "Drools " + Drools.getFullVersion(),
          "Nestor " + Compilation.class.getPackage().getImplementationVersion());

  private final Source source;
  private final Map<String, FactClass> types = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<KieSession> sessions = new ConcurrentLinkedQueue<>();
  private volatile Parts parts;
  private @Nullable ProjectClassLoader loader;
  private @Nullable InternalKnowledgeBase base;
  private @Nullable InternalKnowledgeBase some;
  private Set<String> ofSome = Set.of();
  private boolean closed;

  private Compilation(Source source, Parts parts) {
    this.source = source;
    this.parts = parts;
  }

  /**
   * What a compilation is made of.
   *
   * @param files every file with rules or types
   * @param types the names of all declared types
   * @param derivations the names of the rules that derive facts; they fire before all others
   */
  record Source(List<RuleFile> files, Collection<String> types, Collection<String> derivations) {}

  /** The compiled rules, put together when first asked for. */
  public KieBase base() {
    return together();
  }

  /**
   * A session without facts, globals or listeners: one that was given back, or a new one.
   *
   * @param rules names of DRL rules that must be in it. All are, but in the sessions before any
   *     other rule is asked for: most runs ask once, and putting all together is what takes longest
   */
  public KieSession session(Set<String> rules) {
    KieSession idle = sessions.poll();
    return idle == null ? baseWith(rules).newKieSession() : idle;
  }

  /**
   * Takes back a session that came to a good end. It forgets its facts; what Drools has made ready
   * for each rule stays, which is most of what a new session costs. One that ended by an exception
   * is to be disposed of instead.
   */
  public void giveBack(KieSession session) {
    if (session instanceof StatefulKnowledgeSessionImpl reusable && isOfAll(session)) {
      reusable.reset();
      sessions.offer(reusable);
    } else {
      session.dispose();
    }
  }

  private synchronized boolean isOfAll(KieSession session) {
    return !closed && session.getKieBase() == base;
  }

  /** A declared type as its facts are made for {@link #session}. */
  public FactClass type(String name) {
    return types.computeIfAbsent(name, this::factClass);
  }

  private FactClass factClass(String name) {
    try {
      return new FactClass(loader().loadClass(PACKAGE + "." + name));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("no type " + name, e);
    }
  }

  private synchronized InternalKnowledgeBase baseWith(Set<String> rules) {
    if (base == null && some == null) {
      some = together(rules::contains);
      ofSome = Set.copyOf(rules);
    }
    return some != null && ofSome.containsAll(rules) ? some : together();
  }

  private synchronized InternalKnowledgeBase together() {
    if (base == null) {
      base = together(rule -> true);
      some = null;
    }
    return base;
  }

  private InternalKnowledgeBase together(Predicate<String> rules) {
    try {
      return PartCompiler.together(loader(), parts.ofRules(), rules);
    } catch (PartCompiler.UnreadablePartException e) {
      // What it was made of is still there.
      parts = compiledAnew();
      loader = null;
      types.clear();
      return PartCompiler.together(loader(), parts.ofRules(), rules);
    }
  }

  /** One for all bases, so that a fact is of the same class in each. */
  private synchronized ProjectClassLoader loader() {
    if (closed) {
      throw new IllegalStateException("the compilation was closed");
    }
    if (loader == null) {
      loader = PartCompiler.loader(parts.ofTypes());
    }
    return loader;
  }

  private Parts compiledAnew() {
    List<Fault> faults = new ArrayList<>();
    Parts anew = compiled(source, rule -> true, CompiledParts.NONE, faults);
    if (anew == null) {
      throw new IllegalStateException("what compiled before does not any more: " + faults);
    }
    return anew;
  }

  /**
   * Compiles the rules, all but the parts that are known.
   *
   * @param known where parts of other compilations are kept, and those of this one will be
   * @return null where there are errors, which are added to the faults
   */
  static @Nullable Compilation of(Source source, CompiledParts known, List<Fault> faults) {
    Parts parts = compiled(source, rule -> true, known, faults);
    return parts == null ? null : new Compilation(source, parts);
  }

  /** A compilation of its own of the DRL rules of these names, with all types. */
  Compilation part(Collection<String> rules) {
    List<Fault> faults = new ArrayList<>();
    Parts some = compiled(source, rule -> rules.contains(rule.name()), this, faults);
    if (some == null) {
      throw new IllegalStateException("what compiles as a whole does not as a part: " + faults);
    }
    return new Compilation(source, some);
  }

  /**
   * What was compiled.
   *
   * @param keyOfTypes the key of the part that holds the types
   */
  private record Parts(String keyOfTypes, Map<String, byte[]> byKey) {
    byte[] ofTypes() {
      return Objects.requireNonNull(byKey.get(keyOfTypes));
    }

    List<byte[]> ofRules() {
      return byKey.keySet().stream()
          .filter(key -> !key.equals(keyOfTypes))
          .map(key -> Objects.requireNonNull(byKey.get(key)))
          .toList();
    }
  }

  private static @Nullable Parts compiled(
      Source source, Predicate<RuleDeclaration> wanted, CompiledParts known, List<Fault> faults) {
    try {
      return compiledBesides(source, wanted, known, faults);
    } catch (PartCompiler.UnreadablePartException e) {
      return compiledBesides(source, wanted, CompiledParts.NONE, faults);
    }
  }

  private static @Nullable Parts compiledBesides(
      Source source, Predicate<RuleDeclaration> wanted, CompiledParts known, List<Fault> faults) {
    String header = Drl.header(source.types());
    Map<String, String> types = new TreeMap<>();
    types.put("prelude.drl", header + EngineFacts.prelude());
    List<Map<String, String>> rules = new ArrayList<>();
    for (RuleFile file : source.files()) {
      Drl.Cut cut = new Drl.Cut(file);
      if (!file.types().isEmpty()) {
        types.put(file.name(), cut.types());
      }
      if (file.rules().stream().anyMatch(wanted)) {
        String text = Drl.firingFirst(cut.rules(wanted), source.derivations());
        rules.add(Map.of("prelude.drl", header, file.name(), text));
      }
    }
    String ofTypes = key("", types);
    byte[] compiledTypes = part(ofTypes, known, faults, told -> PartCompiler.types(types, told));
    if (compiledTypes == null) {
      return null;
    }
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put(ofTypes, compiledTypes);
    List<Made> made =
        rules.parallelStream()
            .map(
                files -> {
                  String key = key(ofTypes, files);
                  List<Fault> own = new ArrayList<>();
                  byte[] part =
                      part(key, known, own, f -> PartCompiler.rules(files, compiledTypes, f));
                  return new Made(key, part, own);
                })
            .toList();
    made.forEach(one -> faults.addAll(one.faults()));
    for (Made one : made) {
      if (one.part() == null) {
        return null;
      }
      parts.put(one.key(), one.part());
    }
    return new Parts(ofTypes, Collections.unmodifiableMap(parts));
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Made(String key, byte @Nullable [] part, List<Fault> faults) {}

  private static byte @Nullable [] part(
      String key,
      CompiledParts known,
      List<Fault> faults,
      Function<List<Fault>, byte @Nullable []> compiler) {
    byte[] part = known.find(key);
    if (part == null) {
      part = compiler.apply(faults);
      if (part != null) {
        known.keep(key, part);
      }
    }
    return part;
  }

  private static String key(String types, Map<String, String> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((MADE_BY + "\0" + types + "\0").getBytes(StandardCharsets.UTF_8));
      new TreeMap<>(files)
          .forEach(
              (name, text) ->
                  digest.update(
                      (name + "\0" + lines(text) + "\0").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Without blanks at either end of a line: no text in quotes goes over that. */
  private static String lines(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  /** A part of this compilation. */
  @Override
  public byte @Nullable [] find(String key) {
    return parts.byKey().get(key);
  }

  /** Gives the memory of the compiled rules back; sessions of it must be disposed before. */
  @Override
  public synchronized void close() {
    closed = true;
    base = null;
    some = null;
    loader = null;
    for (KieSession idle = sessions.poll(); idle != null; idle = sessions.poll()) {
      idle.dispose();
    }
    types.clear();
  }
}
