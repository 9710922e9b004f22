package nestor.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** One library in the archive, as bom.json has it. */
record Library(String group, String name, String version, List<String> licenses) {
  static List<Library> in(JsonNode bom) {
    List<Library> libraries = new ArrayList<>();
    for (JsonNode component : bom.required("components")) {
      JsonNode license = component.required("licenses").required(0);
      String written =
          license.has("expression")
              ? license.required("expression").textValue()
              : license.required("license").required("id").textValue();
      libraries.add(
          new Library(
              component.required("group").textValue(),
              component.required("name").textValue(),
              component.required("version").textValue(),
              List.of(written.split(" OR "))));
    }
    return libraries;
  }

  String coordinates() {
    return group + ":" + name;
  }

  String jar() {
    return name + "-" + version + ".jar";
  }
}
