package nestor.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.ParsedDocument;
import org.jspecify.annotations.Nullable;

/**
 * Reading of the examples alone, in every format: from bytes to sections, without a dossier or a
 * rule. The documents take turns, so that Java compiles for all of them.
 */
final class Reading {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int AT_ONCE = 10;

  private Reading() {}

  /** Prints the processor time of each document, the least of so many rounds. */
  static void measure(int rounds) throws IOException {
    DocumentReader reader = new DocumentReader(Books.of(111).rulebook().documents());
    List<Document> documents = new ArrayList<>();
    for (String name : List.of("meridian-bank.json", "lumen-labs.yaml", "karoo-mining.xlsx")) {
      documents.add(document(Path.of("examples", name), null));
    }
    try (Stream<Path> files = Files.list(Path.of("examples", "harbour-city"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".csv")).sorted().toList()) {
        documents.add(document(file, "harbour-city"));
      }
    }
    double[] least = new double[documents.size()];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < least.length; i++) {
        double micros = micros(reader, documents.get(i));
        least[i] = round == 0 ? micros : Math.min(least[i], micros);
      }
    }
    OUT.println("| document | bytes | µs |");
    OUT.println("| --- | ---: | ---: |");
    int bytes = 0;
    double tables = 0;
    for (int i = 0; i < least.length; i++) {
      Document document = documents.get(i);
      if (document.name().endsWith(".csv")) {
        bytes += document.content().length;
        tables += least[i];
      } else {
        row(document.name(), document.content().length, least[i]);
      }
    }
    row("harbour-city, " + (least.length - 3) + " CSV files", bytes, tables);
  }

  private static void row(String name, int bytes, double micros) {
    OUT.printf("| %s | %,d | %,.0f |%n", name, bytes, micros);
  }

  private static Document document(Path file, @Nullable String organisation) throws IOException {
    return new Document(String.valueOf(file.getFileName()), Files.readAllBytes(file), organisation);
  }

  private static double micros(DocumentReader reader, Document document) {
    long start = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < AT_ONCE; i++) {
      if (!(reader.read(document) instanceof ParsedDocument)) {
        throw new IllegalStateException(document.name() + " is not read");
      }
    }
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e3 / AT_ONCE;
  }
}
