package nestor.rulebook.drools;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Sha256;
import nestor.rulebook.BuiltInTypes;
import nestor.rulebook.Rule;
import nestor.rulebook.syntax.RuleDeclaration;
import nestor.rulebook.syntax.RuleFile;
import org.drools.base.util.Drools;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/**
 * Compiled form of a rulebook. Text keeps its lines, so that a message of Drools names the line of
 * the file. Each file is compiled by itself, against all declared types. Safe for use by several
 * threads.
 */
public final class Compilation implements AutoCloseable, CompilationCache {
  private static final String MADE_BY =
      String.join(
          ", ",
          "Java " + Runtime.version(),
          "Drools " + Drools.getFullVersion(),
          Average.class.getName(),
          "Nestor " + Compilation.class.getPackage().getImplementationVersion());

  private final Source source;
  private final String ofTypes;
  private final Map<String, byte[]> parts;
  private @Nullable KnowledgeBase base;
  private boolean closed;

  private Compilation(Source source, Parts parts) {
    this.source = source;
    this.ofTypes = parts.ofTypes();
    this.parts = parts.byKey();
  }

  /**
   * Source of a compilation.
   *
   * @param files every file with rules or types
   * @param types the names of all declared types
   * @param derivations the names of the rules that derive facts; they fire before all others
   */
  public record Source(
      List<RuleFile> files, Collection<String> types, Collection<String> derivations) {}

  /** The compiled rules, put together when first asked for. */
  public KieBase base() {
    return together().base();
  }

  /** A session without facts, globals or listeners: one that was given back, or a new one. */
  public KieSession session() {
    return together().session();
  }

  /**
   * Takes back a session that came to a good end. It forgets its facts; what Drools has made ready
   * for each rule stays, which is most of what a new session costs. One that ended by an exception
   * is to be disposed of instead.
   */
  public void giveBack(KieSession session) {
    KnowledgeBase of = inUse();
    if (of == null) {
      session.dispose();
    } else {
      of.giveBack(session);
    }
  }

  private synchronized @Nullable KnowledgeBase inUse() {
    return base;
  }

  /** A declared type as its facts are made for {@link #base()}. */
  public FactClass type(String name) {
    return together().type(name);
  }

  private synchronized KnowledgeBase together() {
    if (closed) {
      throw new IllegalStateException("the compilation was closed");
    }
    if (base == null) {
      try {
        base = KnowledgeBase.of(ofTypes, parts);
      } catch (PartCompiler.UnreadablePartException e) {
        // What it was made of is still there.
        Parts anew = compiledAnew();
        base = KnowledgeBase.of(anew.ofTypes(), anew.byKey());
      }
    }
    return base;
  }

  private Parts compiledAnew() {
    List<Diagnostic> faults = new ArrayList<>();
    Parts anew = compiled(source, rule -> true, CompilationCache.NONE, faults);
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
  static @Nullable public Compilation of(
      Source source, CompilationCache known, List<Diagnostic> faults) {
    Parts parts = compiled(source, rule -> true, known, faults);
    return parts == null ? null : new Compilation(source, parts);
  }

  /** A compilation of its own of the DRL rules of these names, with all types. */
  public Compilation part(Collection<String> rules) {
    List<Diagnostic> faults = new ArrayList<>();
    Parts some = compiled(source, rule -> rules.contains(rule.name()), this, faults);
    if (some == null) {
      throw new IllegalStateException("what compiles as a whole does not as a part: " + faults);
    }
    return new Compilation(source, some);
  }

  /**
   * Compiled parts.
   *
   * @param ofTypes the key of the part that holds the types
   */
  private record Parts(String ofTypes, Map<String, byte[]> byKey) {}

  private static @Nullable Parts compiled(
      Source source,
      Predicate<RuleDeclaration> wanted,
      CompilationCache known,
      List<Diagnostic> faults) {
    try {
      return compiledBesides(source, wanted, known, faults);
    } catch (PartCompiler.UnreadablePartException e) {
      return compiledBesides(source, wanted, CompilationCache.NONE, faults);
    }
  }

  private static @Nullable Parts compiledBesides(
      Source source,
      Predicate<RuleDeclaration> wanted,
      CompilationCache known,
      List<Diagnostic> faults) {
    String header = DrlSource.header(source.types());
    Map<String, String> types = new TreeMap<>();
    types.put("prelude.drl", header + BuiltInTypes.prelude());
    List<Map<String, String>> rules = new ArrayList<>();
    Set<String> drafts = Rule.drafts(source.files());
    Predicate<RuleDeclaration> isDraft = rule -> drafts.contains(Rule.idOf(rule.name()));
    for (RuleFile file : source.files()) {
      DrlSource.Cut cut = new DrlSource.Cut(file);
      if (!file.types().isEmpty()) {
        types.put(file.name(), cut.types());
      }
      // Drafts are parts of their own, so that all others run without them and not compiled anew.
      for (Predicate<RuleDeclaration> some :
          List.of(wanted.and(isDraft.negate()), wanted.and(isDraft))) {
        if (file.rules().stream().anyMatch(some)) {
          String text = DrlSource.firingFirst(cut.rules(some), source.derivations());
          rules.add(Map.of("prelude.drl", header, file.name(), text));
        }
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
                  List<Diagnostic> own = new ArrayList<>();
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
  private record Made(String key, byte @Nullable [] part, List<Diagnostic> faults) {}

  private static byte @Nullable [] part(
      String key,
      CompilationCache known,
      List<Diagnostic> faults,
      Function<List<Diagnostic>, byte @Nullable []> compiler) {
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
    MessageDigest digest = Sha256.digest();
    digest.update((MADE_BY + "\0" + types + "\0").getBytes(StandardCharsets.UTF_8));
    new TreeMap<>(files)
        .forEach(
            (name, text) ->
                digest.update((name + "\0" + lines(text) + "\0").getBytes(StandardCharsets.UTF_8)));
    return Sha256.of(digest);
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
    return parts.get(key);
  }

  /** Gives the memory of the compiled rules back; sessions of it must be disposed before. */
  @Override
  public synchronized void close() {
    closed = true;
    if (base != null) {
      base.release();
      base = null;
    }
  }
}
