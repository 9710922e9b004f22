package nestor.server.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.source.YamlFile;
import org.apache.camel.Endpoint;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.RouteService;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Trial build of the routes of a file: every component, option, step, language and bean is looked
 * up, but nothing listens, polls or is created.
 */
final class RouteValidator {
  private static final Pattern DATA_FORMAT = Pattern.compile("^Data format '(\\w+)'");

  private final RouteFile file;
  private final Map<String, Object> beans;
  private final RoutePositions places;

  private RouteValidator(RouteFile file, Map<String, Object> beans) {
    this.file = file;
    this.beans = beans;
    this.places = new RoutePositions(file);
  }

  /** A Camel whose routes are made, and never set up: that would already make folders. */
  private static final class Idle extends DefaultCamelContext {
    @Override
    public void startRouteService(RouteService route, boolean adding) {
      // The validation ends once the route can be made.
    }
  }

  /**
   * Returns why the routes of a file cannot be built: every component that is not there, else the
   * first fault of each route.
   *
   * @param beans what routes may call, by name
   * @param values what routes may name in double braces
   */
  static List<Diagnostic> of(
      RouteFile file, Map<String, Object> beans, Map<String, String> values) {
    RouteValidator trial = new RouteValidator(file, beans);
    List<Diagnostic> missing = trial.places.endpoints().stream().flatMap(trial::component).toList();
    return missing.isEmpty() ? trial.built(values) : missing;
  }

  private Stream<Diagnostic> component(YamlFile.Value uri) {
    String text = uri.text();
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? text : text.substring(0, colon);
    if (!scheme.matches("[A-Za-z][A-Za-z0-9+.-]*") || RouteRegistry.isComponent(scheme)) {
      return Stream.empty();
    }
    return Stream.of(noComponent(scheme, uri.position()));
  }

  private static Diagnostic noComponent(String scheme, SourcePosition position) {
    return position.fault(
        "there is no component '" + scheme + "'",
        Suggestions.cure(scheme, RouteRegistry.there("component"))
            + (Suggestions.to(scheme, RouteRegistry.there("component")).isPresent()
                ? ""
                : "; others need their jar of Camel beside Nestor's"));
  }

  private List<Diagnostic> built(Map<String, String> values) {
    List<Diagnostic> faults = new ArrayList<>();
    try (Idle camel = new Idle()) {
      beans.forEach(camel.getRegistry()::bind);
      Properties properties = new Properties();
      values.forEach(properties::setProperty);
      camel.getPropertiesComponent().setInitialProperties(properties);
      camel.setAutoStartup(false);
      camel.start();
      RouteDefinitions definitions = RouteDefinitions.read(camel, file);
      for (RouteDefinition route : definitions.written()) {
        build(camel, route.getRouteId(), () -> camel.addRouteDefinitions(List.of(route)))
            .ifPresent(e -> faults.add(fault(e, route.getRouteId())));
      }
      definitions.addTemplate();
      // What is wrong with one of them is wrong with the template.
      for (String name : file.endpoints()) {
        Optional<Throwable> failure =
            build(camel, name, () -> RouteDefinitions.addEndpoint(camel, name));
        if (failure.isPresent()) {
          faults.add(fault(failure.get(), RouteDefinitions.TEMPLATE));
          break;
        }
      }
    } catch (Exception | StackOverflowError | LinkageError e) {
      faults.add(fault(e, ""));
    }
    return faults.stream().distinct().toList();
  }

  /** Adds a route to Camel. */
  @FunctionalInterface
  private interface Addition {
    void run() throws Exception;
  }

  private static Optional<Throwable> build(
      DefaultCamelContext camel, String route, Addition addition) throws Exception {
    try {
      addition.run();
      for (Endpoint endpoint : List.copyOf(camel.getEndpoints())) {
        ServiceHelper.initService(endpoint);
      }
      return Optional.empty();
    } catch (Exception | StackOverflowError | LinkageError e) {
      RouteDefinition left = camel.getRouteDefinition(route);
      if (left != null) {
        camel.removeRouteDefinition(left);
      }
      return Optional.of(e);
    }
  }

  private Diagnostic fault(Throwable failure, String route) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NoSuchBeanException missing && missing.getName() != null) {
        return places
            .of(missing.getName())
            .fault(
                "there is no bean '" + missing.getName() + "'",
                Suggestions.cure(missing.getName(), new TreeSet<>(beans.keySet())));
      }
      if (cause instanceof NoSuchLanguageException missing) {
        return places
            .of(missing.getLanguage())
            .fault(
                "there is no language '" + missing.getLanguage() + "'",
                Suggestions.cure(missing.getLanguage(), RouteRegistry.there("language")));
      }
    }
    String reason = CamelRuntime.reason(failure);
    Matcher format = DATA_FORMAT.matcher(reason);
    if (format.find()) {
      return places
          .of(format.group(1), "marshal", "unmarshal")
          .fault(
              "there is no data format '" + format.group(1) + "'",
              Suggestions.cure(format.group(1), RouteRegistry.there("dataformat")));
    }
    return places
        .said(failure, route)
        .fault(
            "its routes cannot be built: " + reason,
            "correct what it names; Camel's pages list the components and their options");
  }
}
