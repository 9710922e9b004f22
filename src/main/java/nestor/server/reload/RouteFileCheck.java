package nestor.server.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.source.YamlFile;
import nestor.server.http.EndpointTable;

/**
 * Check of route files without starting them: form, ids, sources of documents, and the names of
 * beans and properties.
 */
public final class RouteFileCheck {
  private static final String ENDING = ".camel.yaml";

  private final List<Diagnostic> faults = new ArrayList<>();
  private final Map<String, String> ids = new TreeMap<>();

  private RouteFileCheck() {}

  public static List<Diagnostic> check(Path folder) {
    RouteFileCheck check = new RouteFileCheck();
    List<Path> files = files(folder);
    if (files.isEmpty()) {
      check.faults.add(
          Diagnostic.in(
              folder.toString(),
              null,
              "there is no route in it",
              "point --routes at the folder that holds *" + ENDING));
    }
    files.forEach(check::file);
    return List.copyOf(check.faults);
  }

  private void built(String name, String text) {
    List<Diagnostic> wrong = new ArrayList<>();
    RouteFile file = RouteFile.read(name, text, wrong);
    if (wrong.isEmpty()) {
      faults.addAll(RouteValidator.of(file, RouteRegistry.beans(), RouteRegistry.values()));
    }
  }

  /** Faults in the form of one file by itself. */
  public static List<Diagnostic> check(String name, String text) {
    RouteFileCheck check = new RouteFileCheck();
    check.text(name, text);
    return List.copyOf(check.faults);
  }

  /** The route files of a folder, by name; none where there is no such folder. */
  static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().endsWith(ENDING)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void file(Path path) {
    String name = path.getFileName().toString();
    try {
      String text = Files.readString(path);
      text(name, text);
      built(name, text);
    } catch (IOException e) {
      faults.add(
          Diagnostic.in(name, null, "the file cannot be read as UTF-8 text", "save it as UTF-8"));
    }
  }

  private void text(String name, String text) {
    YamlFile.read(name, text, faults)
        .ifPresent(
            top -> {
              top.items().forEach(item -> route(item, name));
              // After those that are written out: they take the place of endpoints' routes.
              top.items().stream()
                  .filter(RouteFile::isEndpointTemplate)
                  .forEach(
                      item -> template(item.mapping().getOrDefault("routeTemplate", item), name));
            });
  }

  private void route(YamlFile.Value item, String file) {
    YamlFile.Value route = item.mapping().get("route");
    if (route == null) {
      return; // Camel knows other things too, such as beans and error handlers.
    }
    YamlFile.Value id = route.mapping().get("id");
    if (id == null || id.isNothing()) {
      faults.add(route.position().fault("a route has no id", "add id: and a name below it"));
    } else {
      claim(id.text(), id, file);
    }
    checkSource(route);
  }

  private void template(YamlFile.Value template, String file) {
    YamlFile.Value id = template.mapping().getOrDefault("id", template);
    if (!claim(RouteDefinitions.TEMPLATE, id, file)) {
      return;
    }
    for (EndpointTable.Row row : EndpointTable.ROWS) {
      if (!file.equals(ids.get(row.name()))) {
        claim(row.name(), id, file);
      }
    }
    checkSource(template);
  }

  /** Whether the id was free; it is the file's then. */
  private boolean claim(String id, YamlFile.Value at, String file) {
    String former = ids.putIfAbsent(id, file);
    if (former != null) {
      faults.add(
          at.position()
              .fault("the route '" + id + "' exists already in " + former, "give it another id"));
    }
    return former == null;
  }

  private void checkSource(YamlFile.Value route) {
    YamlFile.Value from = route.mapping().get("from");
    if (from == null || !from.isMapping() || !from.mapping().containsKey("uri")) {
      faults.add(
          route
              .position()
              .fault(
                  "a route does not say where its documents come from",
                  "add from: with a uri: below it"));
    }
  }
}
