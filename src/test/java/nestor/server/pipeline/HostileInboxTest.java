package nestor.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nestor.configuration.Client;
import nestor.diagnostics.Diagnostic;
import nestor.evidence.Document;
import nestor.evidence.ParseResult;
import nestor.evidence.ParsedDocument;
import nestor.evidence.Rejection;
import nestor.hostile.HostileCorpus;
import nestor.hostile.HostileDocument;
import nestor.intake.Receipt;
import nestor.server.StubEngineServer;
import nestor.server.http.HttpTestClient;
import nestor.server.mail.TestMailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hostile documents, and hostile files and folders, on a server as its users have it. */
@Timeout(600)
@Tag("flood")
class HostileInboxTest {
  private static final int LARGEST = 300_000;
  private static final String GOOD = "{\"backups\": [{\"system\": \"mail\"}]}";

  @TempDir Path folder;
  private StubEngineServer server;

  @BeforeEach
  void aDesk() {
    server = new StubEngineServer(folder.resolve("desk"));
    server.http = new nestor.configuration.HttpSettings("127.0.0.1", 0, null, 2L << 20, null);
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** Every so-many-th document of the corpus, each as a document of an organisation of its own. */
  private static Map<String, byte[]> sample(int every) {
    Map<String, byte[]> sample = new TreeMap<>();
    int number = 0;
    for (List<HostileDocument> family : HostileCorpus.families().values()) {
      for (HostileDocument document : family) {
        if (!document.name().matches("acme\\.[A-Za-z.]+") || number++ % every != 0) {
          continue;
        }
        byte[] content = document.content();
        String text = new String(content, StandardCharsets.UTF_8);
        if (content.length > 0
            && content.length <= LARGEST
            && !text.contains("boom")
            && !text.contains("deep")) {
          sample.put("h" + number + document.name().substring("acme".length()), content);
        }
      }
    }
    return sample;
  }

  /** What the reader says of a document: the lines of its rejection, or none where it is taken. */
  private List<String> faults(Document document) {
    ParseResult result = server.read(document);
    if (result instanceof Rejection rejection) {
      return rejection.faults().stream()
          .sorted(Diagnostic.READING_ORDER)
          .map(Diagnostic::toString)
          .toList();
    }
    return ((ParsedDocument) result).sections().isEmpty()
        ? List.of("it holds no section")
        : List.of();
  }

  @Test
  void whatTheReaderSaysIsWhatBecomesOfADocumentInTheInbox() throws IOException {
    Map<String, byte[]> sample = sample(3);
    server.open();
    for (Map.Entry<String, byte[]> document : sample.entrySet()) {
      put(document.getKey(), document.getValue());
    }
    await()
        .atMost(Duration.ofMinutes(5))
        .untilAsserted(
            () -> {
              assertThat(decided()).hasSize(sample.size());
              assertThat(server.files("store/spool")).isEmpty();
            });

    Map<String, Receipt> receipts =
        decided().stream().collect(Collectors.toMap(Receipt::name, receipt -> receipt));
    int rejected = 0;
    for (Map.Entry<String, byte[]> document : sample.entrySet()) {
      Receipt receipt = receipts.get(document.getKey());
      List<String> faults = faults(new Document(document.getKey(), document.getValue(), null));
      assertThat(receipt.state() == Receipt.State.QUARANTINED)
          .as("%s: %s", receipt.name(), receipt.reason())
          .isEqualTo(!faults.isEmpty());
      if (!faults.isEmpty()) {
        rejected++;
        String reason =
            Files.readString(server.home.resolve(receipt.path()).resolveSibling("reason.txt"));
        assertThat(reason).contains(faults).doesNotContain("\tat ", "Exception");
      }
      assertThat(server.home.resolve(receipt.path())).hasBinaryContent(document.getValue());
    }
    System.out.println(
        sample.size() + " hostile documents through an inbox, " + rejected + " in quarantine");
    assertThat(sample).hasSizeGreaterThan(150);
    assertThat(server.console()).doesNotContain("\tat ", "\u001b");
    assertThat(server.lines("trouble")).isEmpty();
  }

  @Test
  void theSameIsAnsweredOverHttp() throws IOException {
    server.open();
    HttpTestClient ask = new HttpTestClient(server.server().web().address());
    for (Map.Entry<String, byte[]> document : sample(9).entrySet()) {
      List<String> faults = faults(new Document(document.getKey(), document.getValue(), null));
      HttpTestClient.Got got =
          ask.send(
              ask.to("/advise?name=" + document.getKey())
                  .POST(HttpRequest.BodyPublishers.ofByteArray(document.getValue())));
      if (faults.isEmpty() || faults.get(0).equals("it holds no section")) {
        assertThat(got.status()).as(document.getKey()).isEqualTo(200);
      } else {
        assertThat(got.status()).as(document.getKey()).isEqualTo(422);
        List<String> told = new ArrayList<>();
        for (JsonNode fault : got.json().get("faults")) {
          told.add(fault.get("what").asText() + "; " + fault.get("cure").asText());
        }
        assertThat(String.join("\n", faults)).contains(told);
        assertThat(got.text()).doesNotContain("Exception", "\\tat ", "nestor.server");
      }
    }
  }

  @Test
  void theSameIsAnsweredByMail() throws IOException {
    Map<String, byte[]> sample = sample(14);
    try (TestMailServer post = new TestMailServer(false)) {
      List<Client> clients = new ArrayList<>();
      for (String name : sample.keySet()) {
        clients.add(
            new Client(
                name.substring(0, name.indexOf('.')),
                name,
                List.of(TestMailServer.CIO),
                List.of()));
      }
      server.post = post.both(clients.toArray(Client[]::new));
      server.open();
      StringBuilder raw = new StringBuilder();
      raw.append("From: ")
          .append(TestMailServer.CIO)
          .append("\nTo: ")
          .append(TestMailServer.NESTOR);
      raw.append("\nSubject: hostile\nMessage-ID: <1@m.example>\nMIME-Version: 1.0\n");
      raw.append("Content-Type: multipart/mixed; boundary=\"b\"\n\n");
      sample.forEach(
          (name, content) ->
              raw.append("--b\nContent-Type: application/octet-stream\n")
                  .append("Content-Transfer-Encoding: base64\n")
                  .append("Content-Disposition: attachment; filename=\"" + name + "\"\n\n")
                  .append(Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(content))
                  .append('\n'));
      post.arrive(raw.append("--b--\n").toString());
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(post.box(TestMailServer.CIO)).hasSize(1));
    }
    for (Receipt receipt : decided()) {
      List<String> faults = faults(new Document(receipt.name(), sample.get(receipt.name()), null));
      assertThat(receipt.state() == Receipt.State.QUARANTINED)
          .as("%s: %s", receipt.name(), receipt.reason())
          .isEqualTo(!faults.isEmpty());
      if (!faults.isEmpty()) {
        assertThat(receipt.reason()).contains(faults);
      }
    }
    assertThat(decided()).hasSize(sample.size());
  }

  @Test
  void whatIsNoFileIsLeftWhereItIsAndHoldsNobodyUp() throws Exception {
    server.open();
    Path inbox = server.home.resolve("inbox");
    Path outside = Files.writeString(folder.resolve("outside.json"), GOOD);
    Files.createDirectory(inbox.resolve("folder.json"));
    Files.createSymbolicLink(inbox.resolve("link.json"), outside);
    Files.createSymbolicLink(inbox.resolve("nowhere.json"), folder.resolve("nowhere"));
    Files.createSymbolicLink(inbox.resolve("round.json"), inbox.resolve("round.json"));
    Files.createSymbolicLink(inbox.resolve("zero.json"), Path.of("/dev/zero"));
    Files.createSymbolicLink(inbox.resolve("everything"), Path.of("/"));
    Files.createDirectories(inbox.resolve("acme"));
    Files.createSymbolicLink(inbox.resolve("acme/up"), inbox);
    assumeTrue(run("mkfifo", inbox.resolve("pipe.json").toString()) == 0, "mkfifo is needed");
    run("mknod", inbox.resolve("device.json").toString(), "c", "1", "5");
    for (String hidden : List.of(".hidden.json", ".acme.json.swp", "~$acme.xlsx", "acme.json~")) {
      Files.writeString(inbox.resolve(hidden), GOOD);
    }
    server.drop("good.json", GOOD);
    server.drop("acme/good.json", GOOD);

    await().untilAsserted(() -> assertThat(server.lines("accepted")).hasSize(2));
    await().untilAsserted(() -> assertThat(server.lines("left alone")).hasSizeGreaterThan(6));
    assertThat(server.lines("left alone"))
        .allMatch(line -> line.endsWith("is a link or a device; put the document itself there"));
    assertThat(decided()).hasSize(2);
    assertThat(outside).exists();
    assertThat(server.lines("trouble")).isEmpty();
  }

  @Test
  void namesThatTrickAreMadeHarmlessAndStillTold() throws Exception {
    server.open();
    Path inbox = server.home.resolve("inbox");
    List<String> names =
        List.of(
            "a\nadvised     other.json",
            "a\u001b[2J.json",
            "a\u202enosj.json",
            "a b.json",
            "-rf.json",
            "$(touch x).json",
            "a;b.json",
            "%n%s.json",
            "\u0430cme.json",
            "..json",
            "...json",
            "a".repeat(250) + ".json",
            "reason.txt",
            "con.json",
            "a@b@c.json",
            "{{a}}.json");
    for (String name : names) {
      Files.writeString(inbox.resolve(name), GOOD);
    }
    int bytes = run("bash", "-c", "printf x > '" + inbox + "'/$'\\xff\\xfe.json'");
    server.drop("good.json", GOOD);
    int visible = (int) names.stream().filter(name -> !name.startsWith(".")).count();
    await()
        .untilAsserted(
            () -> {
              assertThat(decided()).hasSizeGreaterThanOrEqualTo(visible + 1);
              assertThat(server.files("store/spool")).isEmpty();
            });

    for (Receipt receipt : decided()) {
      Path kept = server.home.resolve(receipt.path());
      assertThat(kept.normalize()).startsWith(server.home).exists();
      assertThat(receipt.name().chars()).noneMatch(c -> c < ' ' || c == 0x202e || c == '/');
    }
    assertThat(server.console().lines().map(line -> line.substring(0, 11).strip()).distinct())
        .contains("accepted", "quarantined")
        .allMatch(
            List.of(
                    "inbox",
                    "outbox",
                    "http",
                    "too open",
                    "ready",
                    "accepted",
                    "advised",
                    "quarantined",
                    "trouble")
                ::contains);
    assertThat(server.console().lines().filter(line -> line.startsWith("advised")))
        .noneMatch(line -> line.contains("other.json"));
    assertThat(bytes).isZero();
  }

  @Test
  void aGigabyteIsAnsweredWithoutBeingReadIntoMemory() throws IOException {
    server.open();
    Path elsewhere = folder.resolve("huge.json");
    try (RandomAccessFile sparse = new RandomAccessFile(elsewhere.toFile(), "rw")) {
      sparse.setLength(1L << 30);
    }
    Files.move(elsewhere, server.home.resolve("inbox/huge.json"), StandardCopyOption.ATOMIC_MOVE);
    server.drop("good.json", GOOD);

    await()
        .atMost(Duration.ofMinutes(4))
        .untilAsserted(() -> assertThat(server.lines("quarantined")).hasSize(1));
    assertThat(server.lines("quarantined"))
        .singleElement()
        .asString()
        .contains("huge.json: is larger than 20 MB; split it by section and send the parts");
  }

  /** {@code -Dburst=10000} for more. */
  @Test
  void aBurstOfBrokenDocumentsIsAnsweredOneByOne() throws IOException {
    int burst = Integer.getInteger("burst", 400);
    server.open();
    for (int i = 0; i < burst; i++) {
      server.drop("b" + i + ".json", "{\"backups\": [" + i);
    }
    server.drop("good.json", GOOD);
    await()
        .atMost(Duration.ofMinutes(8))
        .untilAsserted(() -> assertThat(server.lines("quarantined")).hasSize(burst));
    await().untilAsserted(() -> assertThat(server.lines("accepted")).hasSize(1));
    assertThat(server.files("quarantine")).hasSize(2 * burst);
    assertThat(server.files("inbox")).isEmpty();
  }

  @Test
  void aLinkInTheOutboxLeadsNoAdviceAstray() throws IOException {
    server.open();
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path link = server.home.resolve("outbox/acme");
    Files.createSymbolicLink(link, elsewhere);
    server.drop("acme.json", GOOD);

    await().untilAsserted(() -> assertThat(server.lines("trouble")).isNotEmpty());
    assertThat(server.lines("trouble").get(0)).contains("is a link").contains("remove it");
    assertThat(elsewhere).isEmptyDirectory();
    Files.delete(link);
    await().untilAsserted(() -> assertThat(server.files("outbox/acme")).hasSize(2));
  }

  private void put(String name, byte[] content) throws IOException {
    Path part = server.home.resolve("inbox").resolve("." + name + ".part");
    Files.write(part, content);
    Files.move(part, server.home.resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<Receipt> decided() {
    List<Receipt> decided = new ArrayList<>();
    for (Receipt.State state :
        List.of(Receipt.State.ACCEPTED, Receipt.State.DUPLICATE, Receipt.State.QUARANTINED)) {
      decided.addAll(
          server
              .repositories()
              .database()
              .read(tx -> server.repositories().receipts().in(tx, state, 1_000)));
    }
    return decided;
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
