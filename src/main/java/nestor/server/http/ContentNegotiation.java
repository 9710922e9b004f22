package nestor.server.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import nestor.delivery.Format;
import nestor.diagnostics.Suggestions;
import org.jspecify.annotations.Nullable;

/**
 * Content negotiation among the formats of an advisory, by {@code Accept} or the {@code format}
 * parameter.
 */
public final class ContentNegotiation {
  private static final List<Format> OFFERED = offered();

  private ContentNegotiation() {}

  private static List<Format> offered() {
    List<Format> formats = new ArrayList<>(List.of(Format.JSON));
    Arrays.stream(Format.values()).filter(f -> f != Format.JSON).forEach(formats::add);
    return List.copyOf(formats);
  }

  /**
   * The format that the caller likes best.
   *
   * @throws ProblemException if none will do
   */
  static Format chosen(RequestContext context) {
    List<String> types = OFFERED.stream().map(MediaTypes::of).toList();
    String best =
        AcceptHeader.best(context.header("accept"), types)
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
   * The format of that name.
   *
   * @throws ProblemException if there is none, with the nearest
   */
  static Format named(String name) {
    List<String> known = OFFERED.stream().map(Format::label).toList();
    return Format.named(name)
        .orElseThrow(
            () ->
                Problem.of(
                        400,
                        "Not a format that is made here",
                        "there is no format '" + name + "'; " + Suggestions.cure(name, known))
                    .refusal());
  }

  /**
   * Refuses a caller who does not take JSON where there is nothing else.
   *
   * @throws ProblemException then
   */
  static void json(RequestContext context) {
    if (AcceptHeader.best(context.header("accept"), List.of(MediaTypes.JSON)).isEmpty()) {
      throw Problem.of(
              406,
              "Not a format that is made here",
              "this comes as " + MediaTypes.JSON + "; ask for that")
          .refusal();
    }
  }

  /** Whether a caller who accepts that would rather have a page than JSON. */
  static boolean prefersPage(@Nullable String accept) {
    return AcceptHeader.best(accept, List.of(MediaTypes.JSON, MediaTypes.HTML))
        .filter(MediaTypes.HTML::equals)
        .isPresent();
  }

  /**
   * Refuses a caller who does not take a page where there is nothing else.
   *
   * @throws ProblemException then
   */
  static void page(RequestContext context) {
    if (AcceptHeader.best(context.header("accept"), List.of(MediaTypes.HTML)).isEmpty()) {
      throw Problem.of(
              406,
              "Not a format that is made here",
              "this comes as " + MediaTypes.HTML + "; ask for that")
          .refusal();
    }
  }

  private static String listed(List<String> types) {
    return types.stream().collect(Collectors.joining(", "));
  }
}
