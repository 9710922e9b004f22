package nestor.rulebook.drools;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.BuiltInNames;
import org.drools.base.common.DroolsObjectInputStream;
import org.drools.base.common.DroolsObjectOutputStream;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.drools.wiring.api.classloader.ProjectClassLoader;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.definition.KiePackage;
import org.kie.api.io.Resource;
import org.kie.api.io.ResourceType;
import org.kie.internal.builder.CompositeKnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderConfiguration;
import org.kie.internal.builder.KnowledgeBuilderError;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.builder.conf.AccumulateFunctionOption;
import org.kie.internal.builder.conf.ParallelRulesBuildThresholdOption;
import org.kie.internal.conf.ConstraintJittingThresholdOption;
import org.kie.internal.io.ResourceFactory;

/**
 * Compiler of a rulebook in parts, each to bytes of its own: the classes of all declared types are
 * one part, the rules of each file another. Together they give what one compilation of the whole
 * gives.
 */
final class PartCompiler {
  /** Names of the function average in Drools, by the type of its argument. */
  private static final List<String> AVERAGES = List.of("average", "averageBD");

  private static final int MOST_SAID = 300;

  private PartCompiler() {}

  /**
   * The classes of the declared types.
   *
   * @param files text by file name
   * @return null where there are errors, which are added to the faults
   */
  static byte @Nullable [] types(Map<String, String> files, List<Diagnostic> faults) {
    ProjectClassLoader loader = loader(Map.of());
    return compiled(files, loader, faults) == null
        ? null
        : written(new TreeMap<>(loader.getStore()));
  }

  /**
   * The rules of a file.
   *
   * @param files text by file name
   * @param types the classes of the types that they name
   * @return null where there are errors, which are added to the faults
   */
  static byte @Nullable [] rules(Map<String, String> files, byte[] types, List<Diagnostic> faults) {
    KiePackage compiled = compiled(files, loader(classes(types)), faults);
    return compiled == null ? null : written(compiled);
  }

  private static @Nullable KiePackage compiled(
      Map<String, String> files, ProjectClassLoader loader, List<Diagnostic> faults) {
    KnowledgeBuilderConfiguration configuration =
        KnowledgeBuilderFactory.newKnowledgeBuilderConfiguration(null, loader);
    configuration.setOption(ParallelRulesBuildThresholdOption.get(-1));
    for (String name : AVERAGES) {
      configuration.setOption(AccumulateFunctionOption.get(name, new Average()));
    }
    KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder(configuration);
    CompositeKnowledgeBuilder batch = builder.batch();
    files.forEach(
        (name, text) -> {
          Resource resource =
              ResourceFactory.newByteArrayResource(text.getBytes(StandardCharsets.UTF_8));
          resource.setSourcePath(name);
          batch.add(resource, ResourceType.DRL);
        });
    batch.build();
    builder.getErrors().forEach(error -> faults.add(fault(error)));
    if (builder.hasErrors()) {
      return null;
    }
    return builder.getKnowledgePackages().stream()
        .filter(compiled -> compiled.getName().equals(BuiltInNames.PACKAGE))
        .findFirst()
        .orElseThrow();
  }

  private static Diagnostic fault(KnowledgeBuilderError error) {
    Resource resource = error.getResource();
    String path = resource == null ? null : resource.getSourcePath();
    int[] lines = error.getLines();
    return Diagnostic.at(
        path == null ? "rulebook" : path,
        lines.length > 0 ? lines[0] : 0,
        0,
        "Drools: " + said(error),
        "write the condition in another way");
  }

  /** Message of Drools, which quotes whole expressions. */
  private static String said(KnowledgeBuilderError error) {
    String message = error.getMessage().strip().replaceAll("\\s*\\R\\s*", " / ");
    return message.length() <= MOST_SAID ? message : message.substring(0, MOST_SAID) + " …";
  }

  /**
   * Knowledge base from which sessions are made.
   *
   * @throws UnreadablePartException if a part is not what this version of Drools wrote
   */
  static InternalKnowledgeBase together(byte[] types, Collection<byte[]> rules) {
    ProjectClassLoader loader = loader(classes(types));
    InternalKnowledgeBase base = KnowledgeBaseFactory.newKnowledgeBase(configuration(loader));
    base.addPackages(rules.stream().map(part -> (KiePackage) read(part, loader)).toList());
    return base;
  }

  private static byte[] written(Object part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DroolsObjectOutputStream out = new DroolsObjectOutputStream(bytes)) {
      out.writeObject(part);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] part, ClassLoader loader) {
    try (DroolsObjectInputStream in =
        new DroolsObjectInputStream(new ByteArrayInputStream(part), loader)) {
      return in.readObject();
    } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
      throw new UnreadablePartException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, byte[]> classes(byte[] types) {
    return (Map<String, byte[]>) read(types, PartCompiler.class.getClassLoader());
  }

  /** A part that was kept is not what it was taken for. */
  static final class UnreadablePartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadablePartException(Throwable cause) {
      super("a compiled part of the rulebook cannot be read", cause);
    }
  }

  /** Loads the product's own classes and, besides, these. */
  private static ProjectClassLoader loader(Map<String, byte[]> classes) {
    ProjectClassLoader loader =
        ProjectClassLoader.createProjectClassLoader(NegativeCachingClassLoader.LOADER);
    loader.storeClasses(classes);
    return loader;
  }

  /**
   * Keeps Drools from compiling constraints to bytecode after some evaluations: in 10.2 that
   * bytecode calls a method of drools-mvel which no longer exists, and a rule with {@code memberOf}
   * or the like then fails.
   */
  @SuppressWarnings("deprecation") // What is to replace it takes no class loader.
  private static KieBaseConfiguration configuration(ClassLoader loader) {
    KieBaseConfiguration configuration = KieServices.get().newKieBaseConfiguration(null, loader);
    configuration.setOption(ConstraintJittingThresholdOption.get(-1));
    return configuration;
  }
}
