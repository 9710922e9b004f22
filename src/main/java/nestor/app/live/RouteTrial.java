package nestor.app.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nestor.rulebook.Fault;
import nestor.rulebook.Nearest;
import org.apache.camel.Endpoint;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.RouteService;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Builds the routes of a file where they cannot do anything: every component, option and bean that
 * they name is looked up, and nothing is listened for, polled or made.
 */
final class RouteTrial {
  private RouteTrial() {}

  /** A Camel whose routes are made, and never set up: that would already make folders. */
  private static final class Idle extends DefaultCamelContext {
    @Override
    public void startRouteService(RouteService route, boolean adding) {
      // Whether it can be made is all that is asked.
    }
  }

  /**
   * Why the routes of a file cannot be built, if so.
   *
   * @param beans what routes may call, by name
   * @param values what routes may name in double braces
   */
  static Optional<Fault> of(RouteFile file, Map<String, Object> beans, Map<String, String> values) {
    try (Idle camel = new Idle()) {
      beans.forEach(camel.getRegistry()::bind);
      java.util.Properties properties = new java.util.Properties();
      values.forEach(properties::setProperty);
      camel.getPropertiesComponent().setInitialProperties(properties);
      camel.setAutoStartup(false);
      camel.start();
      camel.addRouteDefinitions(definitions(camel, file));
      for (Endpoint endpoint : List.copyOf(camel.getEndpoints())) {
        ServiceHelper.initService(endpoint);
      }
      return Optional.empty();
    } catch (Exception e) {
      return Optional.of(fault(file.name(), e, beans));
    }
  }

  /** The routes of a file, for that Camel. */
  static List<RouteDefinition> definitions(DefaultCamelContext camel, RouteFile file)
      throws Exception {
    List<RouteDefinition> routes = new java.util.ArrayList<>();
    for (var builder :
        PluginHelper.getRoutesLoader(camel)
            .findRoutesBuilders(List.of(ResourceHelper.fromString(file.name(), file.text())))) {
      RouteBuilder made = (RouteBuilder) builder;
      made.prepareModel(camel);
      routes.addAll(made.getRouteCollection().getRoutes());
    }
    return routes;
  }

  private static Fault fault(String name, Throwable failure, Map<String, Object> beans) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NoSuchBeanException missing && missing.getName() != null) {
        return Fault.in(
            name,
            null,
            "there is no bean '" + missing.getName() + "'",
            Nearest.cure(missing.getName(), beans.keySet()));
      }
    }
    return Fault.in(
        name,
        null,
        "its routes cannot be built: " + Transport.reason(failure),
        "correct what it names; Camel's pages list the components and their options");
  }
}
