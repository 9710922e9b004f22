package nestor.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import nestor.server.pages.Pages;
import nestor.server.pipeline.AdvisoryRenderer;

/**
 * Style sheet, script and icon of the pages. Addresses contain a hash of the content, so that
 * browsers can cache them for long.
 */
final class StaticAssets {
  private static final String KEEP = "public, max-age=31536000, immutable";

  private final AdvisoryRenderer renderer;
  private final Response script = asset("pages.js", "text/javascript");
  private final Response icon = asset("icon.svg", "image/svg+xml");

  StaticAssets(AdvisoryRenderer renderer) {
    this.renderer = renderer;
  }

  Response styles(RequestContext context) {
    return kept(Response.of(200, "text/css", renderer.pageStyles()), context, stylesTag());
  }

  Response script(RequestContext context) {
    return kept(script, context, scriptTag());
  }

  Response icon(RequestContext context) {
    return icon.tagged(context.header("if-none-match")).with("Cache-Control", "max-age=86400");
  }

  String stylesTag() {
    return tag(Response.of(200, "text/css", renderer.pageStyles()));
  }

  String scriptTag() {
    return tag(script);
  }

  private static Response kept(Response asset, RequestContext context, String tag) {
    Response response = asset.tagged(context.header("if-none-match"));
    return context.parameter("v").filter(tag::equals).isPresent()
        ? response.with("Cache-Control", KEEP)
        : response;
  }

  private static String tag(Response response) {
    return Objects.requireNonNull(response.tagged(null).headers().get("ETag")).substring(1, 13);
  }

  private static Response asset(String name, String mediaType) {
    try (InputStream in = Pages.class.getResourceAsStream(name)) {
      return Response.of(200, mediaType, Objects.requireNonNull(in, name).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
