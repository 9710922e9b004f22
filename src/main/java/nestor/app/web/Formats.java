package nestor.app.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import nestor.delivery.Format;
import nestor.http.Accept;
import nestor.http.MediaTypes;
import nestor.http.Problem;

/** The choice among the formats that advisories have, by what the caller accepts. */
public final class Formats {
  private static final List<Format> OFFERED = offered();

  private Formats() {}

  private static List<Format> offered() {
    List<Format> formats = new ArrayList<>(List.of(Format.JSON));
    Arrays.stream(Format.values()).filter(f -> f != Format.JSON).forEach(formats::add);
    return List.copyOf(formats);
  }

  /**
   * The format that the caller likes best.
   *
   * @throws nestor.http.Refusal if none will do
   */
  static Format chosen(Visit visit) {
    List<String> types = OFFERED.stream().map(MediaTypes::of).toList();
    String best =
        Accept.best(visit.header("accept"), types)
            .orElseThrow(
                () ->
                    Problem.of(
                            406,
                            "Not a format that is made here",
                            "an advisory comes as " + listed(types) + "; ask for one of them")
                        .refusal());
    return OFFERED.get(types.indexOf(best));
  }

  /**
   * Refuses a caller who does not take JSON where there is nothing else.
   *
   * @throws nestor.http.Refusal then
   */
  static void json(Visit visit) {
    if (Accept.best(visit.header("accept"), List.of(MediaTypes.JSON)).isEmpty()) {
      throw Problem.of(
              406,
              "Not a format that is made here",
              "this comes as " + MediaTypes.JSON + "; ask for that")
          .refusal();
    }
  }

  private static String listed(List<String> types) {
    return types.stream().collect(Collectors.joining(", "));
  }
}
