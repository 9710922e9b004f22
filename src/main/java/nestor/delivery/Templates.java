package nestor.delivery;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.error.AttributeNotFoundException;
import io.pebbletemplates.pebble.error.ClassAccessException;
import io.pebbletemplates.pebble.error.LoaderException;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.error.RootAttributeNotFoundException;
import io.pebbletemplates.pebble.loader.MemoryLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import nestor.delivery.picture.SvgImage;
import nestor.diagnostics.Diagnostic;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXParseException;

/**
 * Templates of one folder, as they were when it was read. Later edits of the folder change nothing
 * in it.
 */
final class Templates {
  private static final String MARKDOWN = "markdown";
  private static final String CELLS = "csv";
  private static final String CALENDAR = "calendar";
  private static final String ALONE = "alone/";
  private static final String RESTORE = "restore the file from the rulebook as shipped";

  private final Path folder;
  private final Map<String, String> texts;
  private final Map<Format, PebbleEngine> engines = new EnumMap<>(Format.class);

  Templates(Path folder) {
    this.folder = folder;
    this.texts = read(folder);
  }

  boolean areAs(Templates other) {
    return texts.equals(other.texts);
  }

  /** Fills the template of that name for that format, with what the format escapes. */
  String fill(String template, Format format, Map<String, Object> values) {
    return fillFile(template + "." + format.extension() + ".peb", format, values);
  }

  /** Fills the template of a drawing. */
  String fill(Chart chart, Map<String, Object> values) {
    return fillFile(alone(chart), Format.HTML, values);
  }

  /** The name under which a drawing, which pages include, is a page of its own. */
  private static String alone(Chart chart) {
    return ALONE + chart.template();
  }

  private String fillFile(String name, Format format, Map<String, Object> values) {
    String asked = name.startsWith(ALONE) ? name.substring(ALONE.length()) : name;
    if (!texts.containsKey(asked)) {
      throw broken(Diagnostic.at(file(asked), 0, 0, "the template is missing", RESTORE), null);
    }
    StringWriter page = new StringWriter();
    try {
      TemplateBudget.begin(
          () -> engine(format).getTemplate(name).evaluate(page, values, Locale.ENGLISH));
    } catch (TemplateBudget.TooMuch e) {
      throw broken(tooMuch(asked, e), e);
    } catch (StackOverflowError e) {
      throw broken(
          Diagnostic.at(
              file(asked),
              0,
              0,
              "its parentheses, tags or calls are nested more deeply than can be followed",
              "let nothing in it come back to itself, and nest less"),
          e);
    } catch (OutOfMemoryError e) {
      throw broken(tooMuch(asked, TemplateBudget.tooLong()), e);
    } catch (PebbleException e) {
      throw broken(fault(name, innermost(e), values), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw broken(
          Diagnostic.at(file(asked), 0, 0, clause(e), "correct the template, or " + RESTORE), e);
    }
    return page.toString();
  }

  /** A file that is no template, such as a stylesheet, as it is. */
  String text(String name) {
    String text = texts.get(name);
    if (text == null) {
      throw broken(Diagnostic.at(file(name), 0, 0, "the file is missing", RESTORE), null);
    }
    return text;
  }

  private synchronized PebbleEngine engine(Format format) {
    return engines.computeIfAbsent(format, this::newEngine);
  }

  private PebbleEngine newEngine(Format format) {
    MemoryLoader loader = new MemoryLoader();
    texts.forEach(loader::addTemplate);
    for (Chart chart : Chart.values()) {
      if (texts.containsKey(chart.template())) {
        loader.addTemplate(
            alone(chart),
            "{% import \"words.peb\" as words %}{% include \"" + chart.template() + "\" %}");
      }
    }
    return new PebbleEngine.Builder()
        .loader(loader)
        .registerExtensionCustomizer(TemplateLanguage::restricted)
        .extension(TemplateLanguage.restricted(new TemplateFilters()))
        .methodAccessValidator(TemplateLanguage.records())
        .maxRenderedSize(TemplateBudget.MOST_LETTERS)
        .strictVariables(true)
        .newLineTrimming(false)
        .defaultLocale(Locale.ENGLISH)
        .addEscapingStrategy(MARKDOWN, new MarkdownEscaping())
        .addEscapingStrategy(CELLS, new CsvEscaping())
        .addEscapingStrategy(CALENDAR, new IcsText())
        .defaultEscapingStrategy(escaping(format))
        // Plain text has no markup to escape into, and what could steer a terminal is gone before.
        .autoEscaping(format != Format.TEXT)
        .build();
  }

  private static String escaping(Format format) {
    return switch (format) {
      case MARKDOWN, GITHUB_ISSUE -> MARKDOWN;
      case CSV, JIRA_CSV -> CELLS;
      case ICS -> CALENDAR;
      case TEXT, JSON, HTML, PDF -> "html";
    };
  }

  /** A fault of what a template gave. */
  BrokenTemplateException spoilt(String template, String what, RuntimeException cause) {
    return broken(
        Diagnostic.at(file(template), 0, 0, what, "correct the template, or " + RESTORE), cause);
  }

  /** The drawing of a chart, taken apart. */
  SvgImage picture(Chart chart, Map<String, Object> values) {
    try {
      return SvgImage.of(Pdf.parsed(fill(chart, values)).getDocumentElement());
    } catch (SAXParseException e) {
      throw malformed(chart.template(), "its drawing", e);
    } catch (IllegalArgumentException e) {
      throw spoilt(chart.template(), String.valueOf(e.getMessage()), e);
    }
  }

  /** A fault of a page or drawing that is not well-formed XML. */
  BrokenTemplateException malformed(String template, String what, SAXParseException e) {
    String said =
        what + " is not well-formed at line " + e.getLineNumber() + " (" + e.getMessage() + ")";
    return spoilt(template, said, new IllegalStateException(e));
  }

  private Diagnostic fault(String template, PebbleException e, Map<String, Object> values) {
    String name = e.getFileName() == null ? template : e.getFileName();
    int line = e.getLineNumber() == null ? 0 : e.getLineNumber();
    if (e instanceof RootAttributeNotFoundException missing && name.equals(template)) {
      String known = String.join(", ", new TreeSet<>(values.keySet()));
      return Diagnostic.at(
          file(name), line, 0, "there is no " + missing.getAttributeName(), "known are " + known);
    }
    if (e instanceof AttributeNotFoundException missing) {
      return Diagnostic.at(
          file(name),
          line,
          0,
          "there is no " + missing.getAttributeName() + " here",
          "correct the name, or " + RESTORE);
    }
    if (e instanceof ClassAccessException) {
      return Diagnostic.at(
          file(name),
          line,
          0,
          "a template may not call that of a value: " + clause(e),
          "name what the values have, or use a filter");
    }
    if (TemplateLanguage.isTooLong(e)) {
      return tooMuch(name, TemplateBudget.tooLong());
    }
    if (e instanceof LoaderException) {
      return Diagnostic.at(
          file(name), line, 0, clause(e), "add that file, or name one of " + texts.keySet());
    }
    return Diagnostic.at(file(name), line, 0, clause(e), "correct the template, or " + RESTORE);
  }

  private Diagnostic tooMuch(String template, TemplateBudget.TooMuch e) {
    String name = e.file() == null ? template : e.file();
    return Diagnostic.at(file(name), e.line(), 0, String.valueOf(e.getMessage()), e.cure());
  }

  /** Pebble may wrap what it met first, and then says less of it. */
  private static PebbleException innermost(PebbleException e) {
    return e.getCause() instanceof PebbleException inner ? innermost(inner) : e;
  }

  /** Message of the exception, as a clause on one line. */
  private static String clause(RuntimeException e) {
    String said = e instanceof PebbleException p ? p.getPebbleMessage() : e.getMessage();
    if (e.getCause() != null && e.getCause().getMessage() != null) {
      said = e.getCause().getMessage();
    }
    String clause = TextSanitizer.of(said == null ? e.getClass().getSimpleName() : said);
    return clause.endsWith(".") ? clause.substring(0, clause.length() - 1) : clause;
  }

  private static BrokenTemplateException broken(Diagnostic diagnostic, @Nullable Throwable cause) {
    return new BrokenTemplateException(diagnostic, cause);
  }

  private String file(String name) {
    return folder.resolve(name).toString().replace('\\', '/');
  }

  private static Map<String, String> read(Path folder) {
    Map<String, String> texts = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return texts;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (List.of(".peb", ".css").stream().anyMatch(name::endsWith)) {
          texts.put(
              name,
              TemplateWhitespace.joined(
                  new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }
}
