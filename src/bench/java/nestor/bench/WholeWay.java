package nestor.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryComposer;
import nestor.advisory.AdvisoryJson;
import nestor.dossier.Dossier;
import nestor.dossier.Origin;
import nestor.engine.evaluation.Assessor;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.ParsedDocument;
import nestor.rulebook.Rulebook;
import nestor.rulebook.drools.CompiledRulebook;
import nestor.store.DurableFiles;

/**
 * The whole way of a document: from the inbox of a running server to the advisory in its outbox,
 * beside reading, evaluating and forcing alone.
 */
final class WholeWay {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int WARM = 200;

  private final Path folder;
  private final byte[] example;

  private WholeWay(Path folder, byte[] example) {
    this.folder = folder;
    this.example = example;
  }

  /** Prints both, for so many documents, each of an organisation of its own. */
  static void measure(int count) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(Path.of("target"), "whole-way").toAbsolutePath();
    WholeWay way =
        new WholeWay(folder, Files.readAllBytes(Path.of("examples", "meridian-bank.json")));
    double alone = way.alone(count);
    OUT.printf("read + evaluate + force, one thread: %.0f documents a second%n", alone);
    way.server(count, alone);
  }

  private byte[] document(String organisation) throws IOException {
    ObjectNode document = (ObjectNode) JSON.readTree(example);
    ((ObjectNode) document.get("organisation")).put("id", organisation);
    return JSON.writeValueAsBytes(document);
  }

  /** Documents a second without a server: read, evaluated, and the answer forced to disk. */
  private double alone(int count) throws IOException {
    CompiledRulebook compiled = Books.of(111);
    Rulebook rulebook = compiled.rulebook();
    DocumentReader reader = new DocumentReader(rulebook.vocabulary());
    Assessor assessor = new Assessor(compiled);
    Path answers = Files.createDirectories(folder.resolve("alone"));
    long start = 0;
    for (int i = -WARM; i < count; i++) {
      if (i == 0) {
        start = System.nanoTime();
      }
      String organisation = "org-" + (i + WARM);
      byte[] content = document(organisation);
      ParsedDocument document =
          (ParsedDocument) reader.read(new Document(organisation + ".json", content, null));
      Dossier dossier =
          Dossier.empty(organisation).with(document, new Origin("", Instant.EPOCH, ""));
      Advisory advisory =
          AdvisoryComposer.advise(assessor, rulebook, dossier, Organisations.TODAY, "1", null);
      String answer = AdvisoryJson.write(advisory);
      DurableFiles.write(
          answers.resolve(organisation + ".json"), answer.getBytes(StandardCharsets.UTF_8));
    }
    return count / seconds(start);
  }

  private void server(int count, double alone) throws IOException, InterruptedException {
    try (Server server = Server.start(folder.resolve("desk"), Map.of())) {
      server.drop(documents("warm", WARM));
      Server.await(() -> server.advisories("warm-") >= WARM);
      Duration before = server.processor();
      long start = System.nanoTime();
      server.drop(documents("org", count));
      Server.await(() -> server.advisories("org-") >= count);
      double each = count / seconds(start);
      OUT.printf(
          "file to advisory, server: %.0f documents a second, %.1f times the former's time%n",
          each, alone / each);
      OUT.printf(
          "server: %.1f ms of processor time a document%n",
          server.processor().minus(before).toNanos() / 1e6 / count);
    }
  }

  private Map<String, byte[]> documents(String prefix, int count) throws IOException {
    Map<String, byte[]> documents = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      documents.put(prefix + "-" + i + ".json", document(prefix + "-" + i));
    }
    return documents;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
