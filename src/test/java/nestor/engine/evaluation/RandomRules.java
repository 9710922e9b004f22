package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import nestor.rulebook.KitchenRulebook;

/**
 * Generator of rules for {@link KitchenRulebook} of all that rules may be made of; the same seed
 * gives the same ones. {@code RandomRulesTest} holds that no construct of the language is left out.
 */
final class RandomRules extends RandomTests {
  private static final String LIMITS =
      """
        Threshold(name == "warmest", $limit : value)
        Threshold(name == "check-days", $since : since, $until : until)
        Threshold(name == "many-fridges", $many : value)
        Threshold(name == "alarm-share", $share : value)
      """;

  private final int derived;
  private final boolean given;
  private int names;

  /**
   * @param derived how many types of derived facts there are
   * @param given whether rules may ask which sections were given
   */
  RandomRules(long seed, int derived, boolean given) {
    super(new Random(seed));
    this.derived = derived;
    this.given = given;
  }

  /** The text of so many rules, of those that derive facts, and of some that look at others. */
  String text(int rules) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < derived; i++) {
      text.append("declare D").append(i).append(" @doc(\"d\")\n  name : String @key\nend\n");
      Scope scope = new Scope();
      String from =
          i == 0
              ? "Fridge("
              : pick("D" + (i - 1) + "(", "Fridge(" + test("Fridge", scope) + ", ", "Stock(");
      text.append("rule \"derive ").append(i).append("\"\nwhen\n").append(LIMITS);
      text.append("  ").append(from).append("$n : name)\n");
      scope.texts.add("$n");
      text.append("  ").append(condition(scope, i, 1)).append('\n');
      text.append("then\n  insertLogical(new D").append(i).append("($n));\nend\n");
    }
    for (int i = 0; i < rules; i++) {
      text.append("rule \"k/r").append(i).append("\" META");
      if (random.nextInt(12) == 0) {
        text.append(pick("  @appliesTo(\"bistro\")\n", "  @appliesTo(\"cooks\")\n"));
      }
      body(text);
      if (random.nextInt(8) == 0) {
        text.append("rule \"k/r").append(i).append(": again\"\n");
        body(text);
      }
    }
    for (int i = 0; i < 4; i++) {
      text.append("rule \"k/z").append(i).append("\" META");
      text.append("when\n").append(LIMITS);
      text.append("  ").append(pick("", "not ", "exists ")).append("Recommendation(");
      text.append(
          pick(
              "rule == \"k/r" + random.nextInt(rules) + "\"",
              "topic == \"k\", rule != \"k/r1\"",
              "priority in (\"high\", \"critical\")",
              "priority == \"low\", rule str[startsWith] \"k/r1\""));
      text.append(")\n  ").append(condition(new Scope(), derived, 1)).append('\n');
      text.append("then\n  advise.because(\"x\");\nend\n");
    }
    return text.toString();
  }

  private void body(StringBuilder text) {
    text.append("when\n").append(LIMITS);
    Scope scope = new Scope();
    for (int j = 1 + random.nextInt(3); j > 0; j--) {
      text.append("  ").append(condition(scope, derived, 2)).append('\n');
    }
    text.append("then\n  advise.").append(pick("because", "because", "high", "critical"));
    text.append("(\"x\");\nend\n");
  }

  /**
   * A condition.
   *
   * @param known how many of the types of derived facts it may read
   * @param depth how deep conditions may stand in it
   */
  private String condition(Scope scope, int known, int depth) {
    if (depth == 0) {
      return pattern(scope, known);
    }
    return switch (random.nextInt(9)) {
      case 0 -> "not " + pattern(scope.inner(), known);
      case 1 -> "exists " + pattern(scope.inner(), known);
      case 2 -> "not " + group(scope.inner(), known, depth);
      case 3 -> "exists " + group(scope.inner(), known, depth);
      case 4, 5 -> accumulate(scope, known, depth);
      case 6 -> element(scope);
      default -> pattern(scope, known);
    };
  }

  private String group(Scope scope, int known, int depth) {
    return "("
        + pattern(scope, known)
        + " and "
        + inGroup(scope, known, depth)
        + (random.nextInt(4) == 0 ? " and not " + pattern(scope.inner(), known) : "")
        + ")";
  }

  private String inGroup(Scope scope, int known, int depth) {
    return condition(scope, known, depth - 1).replace("\n  ", " and ");
  }

  /** A condition that binds a list, and one on its elements. */
  private String element(Scope scope) {
    if (scope.lists.isEmpty()) {
      String fridge = name("f");
      scope.facts.put(fridge, "Fridge");
      return fridge + " : Fridge()\n  $e" + names + " : String() from " + fridge + ".holds";
    }
    String element = name("e");
    String test =
        pick(
            "",
            "this == " + word(),
            "this != " + word(),
            "this in (" + word() + ", " + word() + ")",
            scope.texts.isEmpty() ? "" : "this " + pick("== ", "!= ") + any(scope.texts));
    String condition = element + " : String(" + test + ") from " + any(scope.lists);
    if (random.nextInt(3) == 0) {
      return pick("not ", "exists ") + condition.substring(element.length() + 3);
    }
    scope.texts.add(element);
    return condition;
  }

  private String accumulate(Scope scope, int known, int depth) {
    Scope inner = scope.inner();
    StringBuilder text = new StringBuilder("accumulate(");
    String named = name("t");
    String number = name("n");
    String date = name("d");
    String over =
        pick("Fridge", "Fridge", "Duty", "Check").equals("Duty")
            ? "Duty(" + tests("Duty", inner) + named + " : role, " + number + " : share)"
            : random.nextBoolean()
                ? "Fridge("
                    + tests("Fridge", inner)
                    + named
                    + " : name, "
                    + number
                    + " : celsius, "
                    + date
                    + " : checkedOn)"
                : "Check(" + named + " : name, " + number + " : celsius, " + date + " : checkedOn)";
    boolean dated = over.contains(date + " :");
    inner.texts.add(named);
    if (random.nextInt(3) == 0) {
      over = "(" + over + " and " + inGroup(inner, known, depth) + ")";
    }
    text.append(over).append("; ");
    List<String> tests = new ArrayList<>();
    List<String> functions = new ArrayList<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      String result = name("r");
      String function =
          pick("count", "count", "sum", "min", "max", "average", "collectSet", "medianGap", "sum");
      if (function.equals("medianGap") && !dated) {
        function = "sum";
      }
      switch (function) {
        case "count" -> functions.add(result + " : count()");
        case "collectSet" -> functions.add(result + " : collectSet(" + named + ")");
        case "medianGap" -> functions.add(result + " : medianGap(" + date + ")");
        default -> functions.add(result + " : " + function + "(" + number + ")");
      }
      if (function.equals("collectSet")) {
        scope.lists.add(result);
        tests.add(
            pick(
                result + ".size > 0",
                result + " contains " + word(),
                result + ".size <= $many",
                result + " not contains " + word()));
      } else {
        scope.sure.add(result);
        tests.add(
            pick(
                result + order() + any(scope.sure),
                result + pick(" > 0", " == 1", " == 0", " <= 1", " != 0"),
                result + order() + calculated(scope),
                calculated(scope) + order() + result));
      }
    }
    text.append(String.join(", ", functions)).append("; ");
    return text.append(String.join(pick(", ", " || ", " && "), tests)).append(')').toString();
  }

  private String pattern(Scope scope, int known) {
    List<String> types =
        new ArrayList<>(
            List.of(
                "Fridge",
                "Fridge",
                "Fridge",
                "Duty",
                "Cook",
                "Stock",
                "Check",
                "Organisation",
                "Word",
                "Today",
                "Dimension"));
    if (given) {
      types.add("Given");
    }
    for (int i = 0; i < known; i++) {
      types.add("D" + i);
    }
    String type = any(types);
    List<String> tests = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      tests.add(test(type, scope));
    }
    if (type.equals("Given")) {
      tests = new ArrayList<>(List.of(test(type, scope)));
    }
    Supplier<String> place = () -> name("v");
    if (random.nextInt(3) > 0) {
      bind(type, tests, scope, place);
    }
    String fact = "";
    if (random.nextInt(4) == 0) {
      fact = name("f");
      if (!scope.facts.isEmpty() && scope.facts.containsValue(type) && random.nextBoolean()) {
        for (Map.Entry<String, String> other : scope.facts.entrySet()) {
          if (other.getValue().equals(type)) {
            tests.add("this != " + other.getKey());
            break;
          }
        }
      }
      scope.facts.put(fact, type);
      fact += " : ";
    }
    return fact + type + "(" + String.join(", ", tests) + ")";
  }

  /** Binds a field to a variable. */
  private void bind(String type, List<String> tests, Scope scope, Supplier<String> place) {
    String variable = place.get();
    String bound =
        switch (type) {
          case "Fridge" -> {
            String field = pick("name", "name", "name", "holds", "checkedOn", "celsius");
            switch (field) {
              case "holds" -> scope.lists.add(variable);
              case "checkedOn" -> scope.dates.add(variable);
              case "celsius" -> scope.numbers.add(variable);
              default -> scope.texts.add(variable);
            }
            yield field;
          }
          case "Check" -> {
            String field = pick("name", "checkedOn", "celsius");
            switch (field) {
              case "checkedOn" -> scope.dates.add(variable);
              case "celsius" -> scope.numbers.add(variable);
              default -> scope.texts.add(variable);
            }
            yield field;
          }
          case "Duty" -> {
            String field = pick("role", "task", "share");
            (field.equals("share") ? scope.numbers : scope.texts).add(variable);
            yield field;
          }
          case "Cook" -> {
            scope.texts.add(variable);
            yield "role";
          }
          case "Today" -> {
            scope.dates.add(variable);
            yield "date";
          }
          case "Organisation" -> {
            scope.numbers.add(variable);
            yield "seats";
          }
          case "Given" -> "";
          case "Word" -> {
            scope.texts.add(variable);
            yield "word";
          }
          case "Dimension" -> {
            scope.texts.add(variable);
            yield "value";
          }
          default -> {
            scope.texts.add(variable);
            yield "name";
          }
        };
    if (!bound.isEmpty()) {
      tests.add(random.nextInt(tests.size() + 1), variable + " : " + bound);
    }
  }

  private String name(String of) {
    return "$" + of + ++names;
  }
}
