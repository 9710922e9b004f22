package nestor.rulebook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.rulebook.language.CheckedText;
import nestor.rulebook.language.Parser;
import nestor.rulebook.language.Place;
import nestor.rulebook.language.RuleFile;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;
import org.kie.internal.conf.ConstraintJittingThresholdOption;

/**
 * A rulebook as Drools runs it. What goes to the compiler stands where it stands in the files, so
 * that a line in a message of Drools is the line in the file.
 */
public final class Compilation implements AutoCloseable {
  /**
   * One package holds a whole rulebook: conditions of several packages can silence one another in
   * Drools 10.2.
   */
  public static final String PACKAGE = "rulebook";

  private static final Pattern HEAD =
      Pattern.compile("(rule\\s+\"([^\"]*)\"(?:\\s|//[^\n]*)+)when\\b");

  /** Makes every build a module of its own, even of the same content. */
  private static final AtomicLong BUILDS = new AtomicLong();

  private static final String FOLDER = "src/main/resources/rulebook/";

  private final KieContainer container;
  private final KieBase base;
  private final Source source;

  private Compilation(KieContainer container, Source source) {
    this.container = container;
    this.base = container.newKieBase(configuration());
    this.source = source;
  }

  /** What a compilation is made of. */
  private record Source(
      Map<String, String> files,
      Collection<String> types,
      Collection<String> derivations,
      String version) {}

  /**
   * Keeps Drools from compiling constraints to bytecode after some evaluations: in 10.2 that
   * bytecode calls a method of drools-mvel which no longer exists, and a rule with {@code memberOf}
   * or the like then fails.
   */
  private static KieBaseConfiguration configuration() {
    KieBaseConfiguration configuration = KieServices.get().newKieBaseConfiguration();
    configuration.setOption(ConstraintJittingThresholdOption.get(-1));
    return configuration;
  }

  /** The compiled rules. */
  public KieBase base() {
    return base;
  }

  /**
   * Compiles the rules.
   *
   * @param files text by file name
   * @param types every declared type; each is imported by its full name, because {@code System} and
   *     {@code Process} are also names of Java's own
   * @param derivations the names of the rules that derive facts; they fire before all others, so
   *     that these see all that follows from what is on record and not a part of it
   * @param version names the compilation within Drools
   * @return null where there are errors, which are added to the faults
   */
  static @Nullable Compilation of(
      Map<String, String> files,
      Collection<String> types,
      Collection<String> derivations,
      String version,
      List<Fault> faults) {
    System.setProperty("drools.parallelRulesBuildThreshold", "-1");
    KieServices services = KieServices.get();
    ReleaseId release =
        services.newReleaseId("nestor", "rulebook", version + "-" + BUILDS.incrementAndGet());
    KieFileSystem sources = services.newKieFileSystem();
    sources.generateAndWritePomXML(release);
    StringBuilder prelude = new StringBuilder("package " + PACKAGE + ";\n");
    List.of("java.math.BigDecimal", "java.time.LocalDate", "java.util.List")
        .forEach(type -> prelude.append("import ").append(type).append(";\n"));
    types.forEach(
        type -> prelude.append("import ").append(PACKAGE).append('.').append(type).append(";\n"));
    prelude
        .append("import accumulate ")
        .append(MedianGap.class.getName())
        .append(' ')
        .append(MedianGap.NAME)
        .append(";\n");
    prelude.append("global ").append(Advise.class.getName()).append(" advise;\n");
    sources.write(FOLDER + "prelude.drl", prelude + EngineFacts.prelude());
    files.forEach(
        (name, text) ->
            sources.write(
                FOLDER + name,
                "package "
                    + PACKAGE
                    + "; "
                    + firingFirst(CheckedText.of(name, text), derivations)));
    KieBuilder builder = services.newKieBuilder(sources, KnownMisses.LOADER);
    builder.buildAll();
    List<Fault> errors = new ArrayList<>();
    for (Message message : builder.getResults().getMessages(Message.Level.ERROR)) {
      String path = message.getPath() == null ? "rulebook" : message.getPath();
      errors.add(
          Fault.at(
              path.substring(path.lastIndexOf('/') + 1),
              message.getLine(),
              0,
              "Drools: " + message.getText().strip().replaceAll("\\s*\\R\\s*", " / "),
              "write the condition in another way"));
    }
    if (!errors.isEmpty()) {
      faults.addAll(errors);
      services.getRepository().removeKieModule(release);
      return null;
    }
    return new Compilation(
        services.newKieContainer(release, KnownMisses.LOADER),
        new Source(files, types, derivations, version));
  }

  /** A compilation of its own of the DRL rules of these names, with all types. */
  Compilation part(Collection<String> rules) {
    Map<String, String> files = new TreeMap<>();
    source.files.forEach((name, text) -> files.put(name, only(name, text, rules)));
    List<Fault> faults = new ArrayList<>();
    Compilation part = of(files, source.types, source.derivations, source.version, faults);
    if (part == null) {
      throw new IllegalStateException("what compiles as a whole does not as a part: " + faults);
    }
    return part;
  }

  /** The text with blanks for all other rules, so that every line stays where it is. */
  private static String only(String name, String text, Collection<String> rules) {
    RuleFile file = Parser.parse(name, text);
    TreeMap<Integer, Boolean> kept = new TreeMap<>(Map.of(0, true));
    file.types().forEach(type -> kept.put(offset(text, type.place()), true));
    file.rules().forEach(r -> kept.put(offset(text, r.place()), rules.contains(r.name())));
    StringBuilder only = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      only.append(c == '\n' || kept.floorEntry(at).getValue() ? c : ' ');
    }
    return only.toString();
  }

  private static int offset(String text, Place place) {
    int start = 0;
    for (int line = 1; line < place.line(); line++) {
      start = text.indexOf('\n', start) + 1;
    }
    return start + place.column() - 1;
  }

  private static String firingFirst(String text, Collection<String> derivations) {
    return HEAD.matcher(text)
        .replaceAll(
            head ->
                Matcher.quoteReplacement(
                    derivations.contains(head.group(2))
                        ? head.group(1) + "salience 1 when"
                        : head.group()));
  }

  /** Gives the memory of the compiled rules back; sessions of it must be disposed before. */
  @Override
  public void close() {
    ReleaseId release = container.getReleaseId();
    container.dispose();
    KieServices.get().getRepository().removeKieModule(release);
  }
}
