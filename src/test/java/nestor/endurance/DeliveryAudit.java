package nestor.endurance;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nestor.store.Database;
import nestor.store.Row;
import nestor.store.Transaction;

/** Holds what a home keeps against what was sent to it. */
final class DeliveryAudit {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LENGTH_OF_ID = 26;

  private final ServerEnvironment environment;
  private final Set<Path> wholeOnes = new HashSet<>();

  DeliveryAudit(ServerEnvironment environment) {
    this.environment = environment;
  }

  /** What a home that died may look like, at whatever moment it did. */
  void ofTheDead(List<DocumentFeed.Sent> sent) throws IOException {
    Map<String, List<Path>> places = places();
    for (DocumentFeed.Sent document : sent) {
      List<Path> found = places.getOrDefault(document.name(), List.of());
      assertThat(found).as("places of " + document.name()).hasSizeLessThanOrEqualTo(1);
      boolean inTheMailbox = document.name().startsWith("m");
      if (document.certain() && !inTheMailbox) {
        assertThat(found).as("the place of " + document.name()).hasSize(1);
      }
    }
    outboxIsWhole();
  }

  /** Every file in the outbox is one from its first byte to its last. */
  private void outboxIsWhole() throws IOException {
    for (Path file : environment.files("outbox")) {
      String name = file.getFileName().toString();
      if (name.startsWith(".") || !wholeOnes.add(file)) {
        continue;
      }
      String text = Files.readString(file);
      if (name.endsWith(".json")) {
        assertThat(JSON.readTree(text).path("advisory").asText()).as(name).isNotEmpty();
      } else {
        assertThat(text.strip()).as(name).endsWith("</html>");
      }
    }
  }

  /**
   * What was found of a home in which nothing waits any more.
   *
   * @param unanswered kept, though nobody was told so
   * @param cutOff neither acknowledged nor kept
   */
  record Found(
      int documents,
      int unanswered,
      int cutOff,
      int accepted,
      int quarantined,
      int advisories,
      int handedOver,
      int mailed,
      int mailedTwice) {}

  /** What a home must look like in which nothing waits any more, and which nobody serves. */
  Found ofTheSettled(List<DocumentFeed.Sent> sent) throws IOException {
    ofTheDead(sent);
    assertThat(environment.files("inbox")).isEmpty();
    assertThat(environment.files("store/spool")).isEmpty();
    assertThat(environment.messageIds(ServerEnvironment.NESTOR)).isEmpty();
    assertThat(environment.files("outbox"))
        .extracting(file -> file.getFileName().toString())
        .noneMatch(name -> name.startsWith("."));
    try (Database database = Database.open(environment.home.resolve("store"))) {
      return database.read(tx -> settled(tx, sent));
    }
  }

  private Found settled(Transaction tx, List<DocumentFeed.Sent> sent) {
    List<Kept> kept =
        tx.query(
            "select id, arrival, name, sha256, state, organisation, path from receipts order by arrival",
            Kept::of);
    Map<String, List<Kept>> byName = kept.stream().collect(groupingBy(Kept::name));
    Map<String, Integer> effects = effects(tx);
    int accepted = 0;
    int quarantined = 0;
    int unanswered = 0;
    int cutOff = 0;
    for (DocumentFeed.Sent document : sent) {
      if (document.kind() == DocumentFeed.Kind.STRANGE) {
        continue;
      }
      List<Kept> receipts = byName.getOrDefault(document.name(), List.of());
      assertThat(receipts).as("receipts of " + document.name()).hasSizeLessThanOrEqualTo(1);
      if (receipts.isEmpty()) {
        assertThat(document.certain()).as(document.name() + " may be lost").isFalse();
        cutOff++;
        continue;
      }
      unanswered += document.certain() ? 0 : 1;
      Kept receipt = receipts.get(0);
      document.receipt().ifPresent(id -> assertThat(receipt.id()).isEqualTo(id));
      assertThat(environment.home.resolve(receipt.path())).exists();
      boolean good = document.kind() == DocumentFeed.Kind.GOOD;
      assertThat(receipt.state()).as(document.name()).isEqualTo(good ? "accepted" : "quarantined");
      assertThat(effects.getOrDefault(receipt.id(), 0))
          .as("how often %s is in the dossier", document.name())
          .isEqualTo(good ? 1 : 0);
      if (good) {
        accepted++;
        assertThat(receipt.organisation()).isEqualTo(document.organisation());
      } else {
        quarantined++;
        assertThat(environment.home.resolve(receipt.path()).resolveSibling("reason.txt")).exists();
      }
    }
    quarantined += strangers(sent, kept);
    inOrder(tx);
    return new Found(
        sent.size(),
        unanswered,
        cutOff,
        accepted,
        quarantined,
        number(tx, "select count(*) as n from advisories"),
        dispatches(tx),
        letters(tx),
        environment.messageIds(ServerEnvironment.RECIPIENT).size()
            - new HashSet<>(environment.messageIds(ServerEnvironment.RECIPIENT)).size());
  }

  /** Every folder in quarantine is one document that has a receipt. */
  private int strangers(List<DocumentFeed.Sent> sent, List<Kept> kept) {
    List<Kept> strange = kept.stream().filter(k -> k.name().equals("message.eml")).toList();
    assertThat(strange)
        .hasSize((int) sent.stream().filter(s -> s.kind() == DocumentFeed.Kind.STRANGE).count());
    Set<String> quarantined = new HashSet<>();
    kept.stream()
        .filter(k -> k.state().equals("quarantined"))
        .forEach(k -> quarantined.add(k.id()));
    try (var folders = Files.list(environment.home.resolve("quarantine"))) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(quarantined);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return strange.size();
  }

  /** How often each receipt's document came into a dossier. */
  private static Map<String, Integer> effects(Transaction tx) {
    Map<String, Integer> effects = new HashMap<>();
    tx.query(
            "select receipt from statements where section = 'articles' union all"
                + " select receipt from section_history where section = 'articles'",
            row -> row.text("receipt"))
        .forEach(receipt -> effects.merge(receipt, 1, Integer::sum));
    return effects;
  }

  /** What came later replaced what came earlier, never the other way. */
  private static void inOrder(Transaction tx) {
    Map<String, List<String>> versions = new HashMap<>();
    tx.query(
            "select organisation, document, id from section_history where section = 'articles'"
                + " union all select organisation, document, 9223372036854775807 from statements"
                + " where section = 'articles' order by id",
            row -> List.of(row.text("organisation"), row.text("document")))
        .forEach(
            version ->
                versions
                    .computeIfAbsent(version.get(0), o -> new ArrayList<>())
                    .add(version.get(1)));
    versions.forEach(
        (organisation, documents) ->
            assertThat(documents).as("versions of " + organisation).isSorted());
  }

  /** Each file that was promised lies in the outbox, and is of that advisory. */
  private int dispatches(Transaction tx) {
    List<List<String>> promised =
        tx.query(
            "select advisory, target, state, format from dispatches",
            row ->
                List.of(
                    row.text("advisory"),
                    row.text("target"),
                    row.text("state"),
                    row.text("format")));
    for (List<String> dispatch : promised) {
      assertThat(dispatch.get(2)).isEqualTo("sent");
      Path file = environment.home.resolve(dispatch.get(1));
      try {
        if (dispatch.get(3).equals("json")) {
          assertThat(JSON.readTree(file.toFile()).path("advisory").asText())
              .isEqualTo(dispatch.get(0));
        } else {
          assertThat(file).isNotEmptyFile();
        }
      } catch (IOException e) {
        throw new AssertionError(file + " cannot be read", e);
      }
    }
    assertThat(environment.files("outbox")).hasSize(promised.size());
    assertThat(
            number(tx, "select count(*) as n from organisations where revision > advised_revision"))
        .as("organisations that wait for advice")
        .isZero();
    return promised.size();
  }

  /** Each letter that was promised came, under its one Message-ID, and no other did. */
  private int letters(Transaction tx) {
    Map<String, Set<String>> promised = new HashMap<>();
    tx.query(
            "select l.message_id, r.address, r.state from letters l join letter_recipients r on"
                + " r.letter = l.id",
            row -> List.of(row.text("address"), row.text("message_id"), row.text("state")))
        .forEach(
            letter -> {
              assertThat(letter.get(2)).as(letter.toString()).isEqualTo("sent");
              promised.computeIfAbsent(letter.get(0), a -> new HashSet<>()).add(letter.get(1));
            });
    promised.forEach(
        (address, ids) ->
            assertThat(new HashSet<>(environment.messageIds(address))).as(address).isEqualTo(ids));
    return promised.values().stream().mapToInt(Set::size).sum();
  }

  private static int number(Transaction tx, String question) {
    return tx.first(question, row -> (int) row.number("n")).orElseThrow();
  }

  /** Where each document lies, by its name. */
  private Map<String, List<Path>> places() {
    Map<String, List<Path>> places = new HashMap<>();
    for (String folder : List.of("inbox", "store/spool", "archive", "quarantine")) {
      for (Path file : environment.files(folder)) {
        String name = file.getFileName().toString();
        if (name.startsWith(".") || name.equals("reason.txt")) {
          continue;
        }
        if (folder.equals("archive")) {
          name = name.substring(LENGTH_OF_ID + 1);
        } else if (folder.equals("store/spool")) {
          name = name.split("@", 3)[2];
        }
        places.computeIfAbsent(name, n -> new ArrayList<>()).add(file);
      }
    }
    // Taken out of the inbox, and not copied yet; later it lies there beside its copy for a while.
    for (Path original : environment.files("store/taken")) {
      places.computeIfAbsent(
          original.getFileName().toString().split("@", 3)[2],
          n -> new ArrayList<>(List.of(original)));
    }
    return places;
  }

  private record Kept(
      String id, String name, String sha256, String state, String organisation, String path) {
    static Kept of(Row row) {
      return new Kept(
          row.text("id"),
          row.text("name"),
          row.text("sha256"),
          row.text("state"),
          String.valueOf(row.textOrNull("organisation")),
          row.text("path"));
    }
  }
}
