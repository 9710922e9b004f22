package nestor.engine.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Tests of fields, made by chance from what a rule has bound so far; {@link RandomRules} puts them
 * into conditions.
 */
abstract class RandomTests {
  final Random random;

  RandomTests(Random random) {
    this.random = random;
  }

  /** The variables of a rule by what they hold, up to a place in it. */
  static final class Scope {
    final List<String> texts = new ArrayList<>();
    final List<String> lists = new ArrayList<>();
    final List<String> dates = new ArrayList<>(List.of("$since", "$until"));
    final List<String> sure = new ArrayList<>(List.of("$limit", "$many", "$share"));
    final List<String> numbers = new ArrayList<>();
    final Map<String, String> facts = new LinkedHashMap<>();

    Scope inner() {
      Scope inner = new Scope();
      inner.dates.clear();
      inner.sure.clear();
      inner.texts.addAll(texts);
      inner.lists.addAll(lists);
      inner.dates.addAll(dates);
      inner.sure.addAll(sure);
      inner.numbers.addAll(numbers);
      inner.facts.putAll(facts);
      return inner;
    }
  }

  String tests(String type, Scope scope) {
    return random.nextBoolean() ? "" : test(type, scope) + ", ";
  }

  String test(String type, Scope scope) {
    String one = simple(type, scope);
    return switch (random.nextInt(10)) {
      case 0 -> one + " || " + simple(type, scope);
      case 1 -> one + " && " + simple(type, scope);
      case 2 -> "(" + one + " || " + simple(type, scope) + ") && " + simple(type, scope);
      default -> one;
    };
  }

  String simple(String type, Scope scope) {
    return switch (type) {
      case "Fridge" ->
          pick(
              text("name", scope),
              text("name", scope),
              number("celsius", scope),
              number("celsius", scope),
              date("checkedOn", scope),
              date("checkedOn", scope),
              "alarmed" + pick(" == true", " == false", " != true", " == null", " != null"),
              list("holds", scope));
      case "Duty" ->
          pick(
              text("role", scope),
              "task == \"cooking\"",
              "task != \"cooking\"",
              "task in (\"ordering\", \"cleaning\")",
              "task not in (\"ordering\")",
              number("share", scope));
      case "Cook" -> text("role", scope);
      case "Organisation" ->
          pick(number("seats", scope), "style == \"bistro\"", "style != \"canteen\"");
      case "Today" -> "date" + order() + any(scope.dates);
      case "Given" -> "section == " + pick("\"fridges\"", "\"duties\"", "\"cooks\"");
      case "Word" -> pick("kind == \"odd\"", text("word", scope));
      case "Dimension" -> pick("name == \"style\"", "value == \"bistro\"");
      case "Stock" -> pick(text("name", scope), text("item", scope));
      case "Check" -> pick(text("name", scope), number("celsius", scope), date("checkedOn", scope));
      default -> text("name", scope);
    };
  }

  String text(String field, Scope scope) {
    List<String> with = new ArrayList<>();
    scope.facts.forEach(
        (fact, type) -> {
          switch (type) {
            case "Fridge", "Stock", "Check" -> with.add(fact + ".name");
            case "Cook", "Duty" -> with.add(fact + ".role");
            default -> {}
          }
        });
    with.addAll(scope.texts);
    if (!with.isEmpty() && random.nextInt(3) > 0) {
      return field + pick(" == ", " == ", " != ") + any(with);
    }
    if (!scope.lists.isEmpty() && random.nextInt(3) == 0) {
      return field + pick(" memberOf ", " not memberOf ") + any(scope.lists);
    }
    return field
        + pick(
            " == " + word(),
            " != " + word(),
            " in (" + word() + ", \"two\")",
            " not in (" + word() + ", \"two\")",
            " str[startsWith] \"t\"",
            " == null",
            " != null");
  }

  String number(String field, Scope scope) {
    String with =
        scope.numbers.isEmpty() || random.nextBoolean() ? any(scope.sure) : any(scope.numbers);
    return field
        + pick(
            order() + with,
            order() + with,
            " == " + with,
            " != " + with,
            " == null",
            " != null",
            pick(" > 0", " <= 1", " == 0"),
            order() + calculated(scope));
  }

  String date(String field, Scope scope) {
    return field
        + pick(
            order() + any(scope.dates),
            order() + any(scope.dates),
            " == " + any(scope.dates),
            " == null",
            " != null",
            " == null || " + field + " < $since");
  }

  String list(String field, Scope scope) {
    String word = scope.texts.isEmpty() || random.nextBoolean() ? word() : any(scope.texts);
    return pick(
        field + " contains " + word,
        field + " not contains " + word,
        field + ".size" + pick(" > 1", " == 0", " > 0", " >= $many"));
  }

  String order() {
    return pick(" < ", " <= ", " > ", " >= ");
  }

  String word() {
    return "\"" + pick("one", "two", "three") + "\"";
  }

  String pick(String... from) {
    return from[random.nextInt(from.length)];
  }

  <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  String calculated(Scope scope) {
    return pick(
        any(scope.sure) + " * (1 - $share)",
        any(scope.sure) + " + " + any(scope.sure),
        any(scope.sure) + " - " + any(scope.sure),
        any(scope.sure) + " * $share");
  }
}
