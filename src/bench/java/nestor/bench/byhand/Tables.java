package nestor.bench.byhand;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.rulebook.Rulebook;

/** The look-up tables, indexed by what is looked up. */
final class Tables {
  /** An area of responsibility. */
  record Area(String area, String label, String side, String facing, boolean core) {}

  /** A regulation that data of a kind brings in a region. */
  record Trigger(String name, String region, String kind) {}

  /** A country, how the codes of its parts begin, and what it lies in. */
  record Part(String country, String parts, String region) {}

  final Map<String, String> roleOfIndustry = new HashMap<>();
  final Map<String, String> emphasisOfRole = new HashMap<>();
  final Map<String, Area> areas = new HashMap<>();
  final List<Area> coreAreas = new ArrayList<>();
  final List<Trigger> triggers = new ArrayList<>();
  final List<Part> parts = new ArrayList<>();
  final Set<String> trustSectors = new HashSet<>();
  final Set<String> securityTopics = new HashSet<>();
  final Set<String> salesRoles = new HashSet<>();
  final Set<String> technology = new HashSet<>();
  final Set<String> technologyTeams = new HashSet<>();
  final Set<String> customers = new HashSet<>();
  final Set<String> customersOrService = new HashSet<>();

  Tables(Rulebook rulebook) {
    rows(rulebook, "IndustryDefault")
        .forEach(r -> roleOfIndustry.put(text(r, "industry"), text(r, "technologyRole")));
    rows(rulebook, "EmphasisOf")
        .forEach(r -> emphasisOfRole.put(text(r, "technologyRole"), text(r, "emphasis")));
    for (Map<String, Object> r : rows(rulebook, "Area")) {
      Area area =
          new Area(
              text(r, "area"),
              text(r, "label"),
              text(r, "side"),
              text(r, "facing"),
              text(r, "core").equals("yes"));
      areas.put(area.area(), area);
      if (area.core()) {
        coreAreas.add(area);
      }
    }
    rows(rulebook, "RegulationTrigger")
        .forEach(
            r ->
                triggers.add(
                    new Trigger(text(r, "regulation"), text(r, "region"), text(r, "dataKind"))));
    rows(rulebook, "PartOf")
        .forEach(r -> parts.add(new Part(text(r, "country"), text(r, "parts"), text(r, "region"))));
    rows(rulebook, "TrustSector").forEach(r -> trustSectors.add(text(r, "sector")));
    rows(rulebook, "SecurityTopic").forEach(r -> securityTopics.add(text(r, "topic")));
    rows(rulebook, "SalesRole").forEach(r -> salesRoles.add(text(r, "role")));
    for (Map<String, Object> r : rows(rulebook, "TechnologyParty")) {
      technology.add(text(r, "name"));
      if (text(r, "kind").equals("team")) {
        technologyTeams.add(text(r, "name"));
      }
    }
    for (Map<String, Object> r : rows(rulebook, "CustomerParty")) {
      customersOrService.add(text(r, "name"));
      if (text(r, "kind").equals("customers")) {
        customers.add(text(r, "name"));
      }
    }
  }

  private static List<Map<String, Object>> rows(Rulebook rulebook, String table) {
    return rulebook.tables().getOrDefault(table, List.of());
  }

  private static String text(Map<String, Object> row, String field) {
    return String.valueOf(row.get(field));
  }
}
