package nestor.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import nestor.diagnostics.UserErrorException;
import nestor.workbench.ScenarioRunner;

/** JUnit XML form of scenario results: a suite per file, a case per scenario. */
final class JunitReport {
  private JunitReport() {}

  static void write(Path file, List<ScenarioRunner.Outcome> outcomes) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, of(outcomes));
    } catch (IOException e) {
      throw new UserErrorException(file + ": cannot be written: " + e.getMessage());
    }
  }

  static String of(List<ScenarioRunner.Outcome> outcomes) {
    Map<String, List<ScenarioRunner.Outcome>> suites =
        outcomes.stream()
            .collect(
                Collectors.groupingBy(JunitReport::file, LinkedHashMap::new, Collectors.toList()));
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      counts(xml, outcomes);
      for (Map.Entry<String, List<ScenarioRunner.Outcome>> suite : suites.entrySet()) {
        suite(xml, suite.getKey(), suite.getValue());
      }
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new UncheckedIOException(new IOException(e));
    }
    return text.toString();
  }

  private static void suite(XMLStreamWriter xml, String file, List<ScenarioRunner.Outcome> outcomes)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", file);
    counts(xml, outcomes);
    for (ScenarioRunner.Outcome outcome : outcomes) {
      xml.writeCharacters("\n    ");
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", file.replaceAll("\\.yaml$", ""));
      xml.writeAttribute("name", clean(outcome.name()));
      xml.writeAttribute("file", file);
      xml.writeAttribute("line", outcome.at().substring(file.length() + 1));
      if (!outcome.failures().isEmpty()) {
        xml.writeStartElement("failure");
        xml.writeAttribute("message", clean(outcome.failures().get(0)));
        xml.writeAttribute("type", "scenario");
        xml.writeCharacters(clean(outcome.at() + "\n" + String.join("\n", outcome.failures())));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void counts(XMLStreamWriter xml, List<ScenarioRunner.Outcome> outcomes)
      throws XMLStreamException {
    long failed = outcomes.stream().filter(o -> !o.failures().isEmpty()).count();
    xml.writeAttribute("tests", String.valueOf(outcomes.size()));
    xml.writeAttribute("failures", String.valueOf(failed));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", "0");
  }

  private static String file(ScenarioRunner.Outcome outcome) {
    return outcome.at().substring(0, outcome.at().lastIndexOf(':'));
  }

  /** XML has no word for most control characters. */
  private static String clean(String text) {
    return text.replaceAll("[\\p{Cc}&&[^\n\t]]", " ");
  }
}
