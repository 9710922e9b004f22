package nestor.app.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import nestor.app.desk.AdvisoryRenderer;
import nestor.http.Answer;
import nestor.pages.Pages;

/**
 * The files beside the pages. Their addresses hold a tag of their content, so that browsers keep
 * them.
 */
final class Assets {
  private static final String KEEP = "public, max-age=31536000, immutable";

  private final AdvisoryRenderer renderer;
  private final Answer script = asset("pages.js", "text/javascript");
  private final Answer icon = asset("icon.svg", "image/svg+xml");

  Assets(AdvisoryRenderer renderer) {
    this.renderer = renderer;
  }

  Answer styles(Visit visit) {
    return kept(Answer.of(200, "text/css", renderer.pageStyles()), visit, stylesTag());
  }

  Answer script(Visit visit) {
    return kept(script, visit, scriptTag());
  }

  Answer icon(Visit visit) {
    return icon.tagged(visit.header("if-none-match")).with("Cache-Control", "max-age=86400");
  }

  String stylesTag() {
    return tag(Answer.of(200, "text/css", renderer.pageStyles()));
  }

  String scriptTag() {
    return tag(script);
  }

  private static Answer kept(Answer asset, Visit visit, String tag) {
    Answer answer = asset.tagged(visit.header("if-none-match"));
    return visit.asked("v").filter(tag::equals).isPresent()
        ? answer.with("Cache-Control", KEEP)
        : answer;
  }

  private static String tag(Answer answer) {
    return Objects.requireNonNull(answer.tagged(null).headers().get("ETag")).substring(1, 13);
  }

  private static Answer asset(String name, String mediaType) {
    try (InputStream in = Pages.class.getResourceAsStream(name)) {
      return Answer.of(200, mediaType, Objects.requireNonNull(in, name).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
