package nestor.server.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nestor.server.http.EndpointTable;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Definitions of a route file's routes for one Camel: those that the file writes out, and those
 * that its template {@value #TEMPLATE} makes, one for each row of the {@link EndpointTable}. A
 * route that is written out beside the template under the name of an endpoint takes the place of
 * that endpoint's.
 */
final class RouteDefinitions {
  /** Id of the template from which the routes of the HTTP endpoints are made. */
  static final String TEMPLATE = "http-endpoint";

  private final DefaultCamelContext camel;
  private final List<RouteDefinition> written = new ArrayList<>();
  private final List<RouteTemplateDefinition> templates = new ArrayList<>();

  private RouteDefinitions(DefaultCamelContext camel) {
    this.camel = camel;
  }

  /**
   * Reads the definitions of a file; nothing is added to Camel yet.
   *
   * @throws Exception if Camel cannot make sense of the file
   */
  static RouteDefinitions read(DefaultCamelContext camel, RouteFile file) throws Exception {
    RouteDefinitions definitions = new RouteDefinitions(camel);
    for (var builder :
        PluginHelper.getRoutesLoader(camel)
            .findRoutesBuilders(List.of(ResourceHelper.fromString(file.name(), file.text())))) {
      RouteBuilder routes = (RouteBuilder) builder;
      routes.prepareModel(camel);
      definitions.written.addAll(routes.getRouteCollection().getRoutes());
      routes.getRouteTemplateCollection().getRouteTemplates().stream()
          .filter(template -> template.getId().equals(TEMPLATE))
          .forEach(definitions.templates::add);
    }
    return definitions;
  }

  /** Returns the routes that the file writes out. */
  List<RouteDefinition> written() {
    return written;
  }

  /** Puts the file's template, if it has one, into the place of a former one. */
  void addTemplate() throws Exception {
    if (!templates.isEmpty()) {
      camel.removeRouteTemplateDefinitions(TEMPLATE);
      camel.addRouteTemplateDefinitions(templates);
    }
  }

  /**
   * Adds the route of an endpoint, made from the template that Camel knows.
   *
   * @param name of the endpoint
   * @throws Exception if it cannot be started; its definition may be left in Camel then
   */
  static void addEndpoint(DefaultCamelContext camel, String name) throws Exception {
    if (camel.getRouteDefinition(name) != null) {
      throw new InvalidRoutesException("the route '" + name + "' exists already");
    }
    camel.addRouteFromTemplate(name, TEMPLATE, parameters(row(name)));
  }

  private static EndpointTable.Row row(String name) {
    return EndpointTable.ROWS.stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> parameters(EndpointTable.Row row) {
    return Map.of(
        "endpointName", row.name(), "endpointPath", row.path(), "endpointMethods", row.methods());
  }

  /**
   * Adds some of the file's routes.
   *
   * @param ids of routes written out, or of endpoints
   * @throws Exception if one cannot be started; definitions may be left in Camel then
   */
  void add(RouteFile file, List<String> ids) throws Exception {
    camel.addRouteDefinitions(
        written.stream()
            .filter(route -> ids.contains(Objects.toString(route.getRouteId())))
            .toList());
    List<String> endpoints = ids.stream().filter(file.endpoints()::contains).toList();
    if (!endpoints.isEmpty()) {
      addTemplate();
      for (String name : endpoints) {
        addEndpoint(camel, name);
      }
    }
  }
}
