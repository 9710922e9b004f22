package nestor.server.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.source.YamlFile;
import nestor.server.http.EndpointTable;

/**
 * File of routes as it was at one moment.
 *
 * @param name without the folder
 * @param routes what each route says, by its id; equal where it says the same, however it is laid
 *     out
 * @param endpoints the ids of those routes that the file's template for HTTP endpoints makes
 * @param others what else the file holds, such as error handlers
 */
record RouteFile(
    String name,
    String text,
    SortedMap<String, Object> routes,
    Set<String> endpoints,
    List<Object> others) {
  private static final String HTTP = "platform-http";

  /**
   * Reads a file.
   *
   * @param faults where faults of its form are added; what is read then is worth nothing
   */
  static RouteFile read(String name, String text, List<Diagnostic> faults) {
    List<Diagnostic> found = new ArrayList<>(RouteFileCheck.check(name, text));
    SortedMap<String, Object> routes = new TreeMap<>();
    Set<String> endpoints = new TreeSet<>();
    List<Object> others = new ArrayList<>();
    if (found.isEmpty()) {
      Optional<String> template = Optional.empty();
      for (YamlFile.Value item :
          YamlFile.read(name, text, found).map(YamlFile.Value::items).orElse(List.of())) {
        YamlFile.Value route = item.mapping().get("route");
        String said = String.valueOf(item.plain());
        if (route != null) {
          routes.put(route.mapping().getOrDefault("id", route).text(), said);
        } else if (isEndpointTemplate(item)) {
          template = Optional.of(said);
        } else {
          others.add(said);
        }
      }
      template.ifPresent(
          said -> {
            for (EndpointTable.Row row : EndpointTable.ROWS) {
              if (routes.putIfAbsent(row.name(), said) == null) {
                endpoints.add(row.name());
              }
            }
          });
    }
    if (found.isEmpty() && routes.isEmpty()) {
      found.add(
          Diagnostic.in(name, null, "there is no route in it", "write one, or take the file away"));
    }
    faults.addAll(found);
    return new RouteFile(name, text, routes, endpoints, List.copyOf(others));
  }

  /** Whether an item of a route file is the template of the HTTP endpoints. */
  static boolean isEndpointTemplate(YamlFile.Value item) {
    YamlFile.Value template = item.mapping().get("routeTemplate");
    YamlFile.Value id = template == null ? null : template.mapping().get("id");
    return id != null && id.text().equals(RouteDefinitions.TEMPLATE);
  }

  /** A file that is not there. */
  static RouteFile none(String name) {
    return new RouteFile(name, "", new TreeMap<>(), Set.of(), List.of());
  }

  /** The routes of this file that another state of it does not have, or has otherwise. */
  List<String> notIn(RouteFile other) {
    return routes.entrySet().stream()
        .filter(
            route ->
                !others.equals(other.others)
                    || !route.getValue().equals(other.routes.get(route.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The file as it is when some of its routes do not run. */
  RouteFile without(List<String> ids) {
    SortedMap<String, Object> left = new TreeMap<>(routes);
    left.keySet().removeAll(ids);
    return new RouteFile(name, "", left, endpoints, others);
  }

  /** Whether one of these routes may take requests over HTTP. */
  boolean servesHttp(List<String> ids) {
    return ids.stream().anyMatch(id -> String.valueOf(routes.get(id)).contains(HTTP));
  }
}
