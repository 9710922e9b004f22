package nestor.delivery;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import nestor.advisory.Advisory;

/** The shipped templates at work. */
final class ShippedTemplates {
  static final Path TEMPLATES = Path.of("rules/templates");

  /** Words that try to be markup, a terminal's orders, a template and several lines. */
  static final String HOSTILE =
      "# <script>alert('x')</script> **bold** `code` | cell [a](javascript:b) _em_ &amp;"
          + " {{ organisation }} \u001B[31mred\u001B[0m \u001B]0;title\u0007\u0000\u202Eover\r\n- next";

  private ShippedTemplates() {}

  static Renderer renderer() {
    return new Renderer(TEMPLATES, BankAdvisory.catalogue());
  }

  static String render(Advisory advisory, Format format) {
    return new String(renderer().render(advisory, format), StandardCharsets.UTF_8);
  }
}
