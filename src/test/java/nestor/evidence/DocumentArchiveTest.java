package nestor.evidence;

import static nestor.evidence.Samples.READER;
import static nestor.evidence.Samples.evidence;
import static nestor.evidence.Samples.faults;
import static nestor.evidence.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentArchiveTest {
  /** An archive of files, each given by its path and its content. */
  private static byte[] zip(String... files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < files.length; i += 2) {
        zip.putNextEntry(new ZipEntry(files[i]));
        zip.write(utf8(files[i + 1]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static ParseResult read(String name, String... files) {
    return READER.read(new Document(name, zip(files), null));
  }

  @ParameterizedTest
  @CsvSource({
    "data.zip,acme/backups.csv,acme/systems.csv",
    "data.zip,export/acme/backups.csv,export/acme/systems.csv",
    "data.zip,acme.backups.csv,acme.systems.csv",
    "acme.zip,backups.csv,systems.csv",
    "Acme (1).zip,backups.csv,systems.csv",
    "acme.zip,some/backups.csv,some/systems.csv"
  })
  void filesOfOneOrganisationAreOneDocument(String name, String one, String other) {
    ParsedDocument document =
        evidence(read(name, one, "system\nLedger\n", other, "name\nLedger\n", "__MACOSX/._x", ""));
    assertThat(document.organisation()).isEqualTo(one.startsWith("some/") ? "some" : "acme");
    assertThat(document.sections()).containsOnlyKeys("backups", "systems");
  }

  @Test
  void whatIsNoDocumentIsPassedOverAndNamed() {
    assertThat(evidence(read("acme.zip", "backups.csv", "system\n", "read me.txt", "x")).warnings())
        .hasToString("[acme.zip/read me.txt: is no document; passed over]");
  }

  @Test
  void aFaultNamesTheFileInTheArchive() {
    assertThat(faults(read("acme.zip", "acme/backups.csv", "system\n", "acme/x.json", "{")))
        .singleElement()
        .asString()
        .startsWith("acme.zip/acme/x.json:1:2: ends before it is complete");
  }

  @Test
  void twoFilesThatGiveOneSectionDifferentlyAreTold() {
    assertThat(
            faults(
                read(
                    "acme.zip",
                    "acme.backups.csv",
                    "system\nLedger\n",
                    "backups.csv",
                    "system\nCRM\n")))
        .containsExactly(
            "acme.zip/backups.csv: gives backups, as acme.zip/acme.backups.csv does; keep one of"
                + " them, or put all entries into one file");
  }

  @ParameterizedTest
  @CsvSource({
    "../acme.json,holds a file that leads out of it",
    "/acme.json,holds a file that leads out of it",
    "more.zip,holds an archive itself",
    "read me.txt,holds no document"
  })
  void whatIsNoPlainArchiveOfDocumentsIsRefused(String file, String fault) {
    assertThat(faults(read("acme.zip", file, "{\"backups\": []}")))
        .singleElement()
        .asString()
        .startsWith("acme.zip: " + fault);
  }

  @Test
  void archivesBeyondAllMeasureAreRefused() {
    String[] files = new String[402];
    for (int i = 0; i < files.length; i += 2) {
      files[i] = "a" + i + ".json";
      files[i + 1] = "{}";
    }
    assertThat(faults(read("acme.zip", files)))
        .containsExactly("acme.zip: holds more than 200 files; send them in several archives");
    assertThat(faults(READER.read(new Document("acme.zip", utf8("PK"), null))))
        .containsExactly("acme.zip: is not a ZIP archive, or is damaged; pack the documents again");
    byte[] locked = zip("acme.json", "{}");
    locked[6] |= 1; // in the header before the file
    for (int i = 0; i < locked.length - 8; i++) {
      if (locked[i] == 'P' && locked[i + 1] == 'K' && locked[i + 2] == 1 && locked[i + 3] == 2) {
        locked[i + 8] |= 1; // in the directory at the end
      }
    }
    assertThat(faults(READER.read(new Document("acme.zip", locked, null))))
        .containsExactly(
            "acme.zip: is locked with a password; pack the documents without a password");
  }

  private static ParsedArchive several(ParseResult result) {
    assertThat(result).isInstanceOf(ParsedArchive.class);
    return (ParsedArchive) result;
  }

  @Test
  void documentsOfSeveralOrganisationsAreOneDocumentEach() {
    ParsedArchive all =
        several(
            read(
                "all.zip",
                "clients/acme/backups.csv",
                "system\nLedger\n",
                "beta.systems.csv",
                "name\nCRM\n",
                "x.json",
                "{\"organisation\": {\"id\": \"gamma\"}}",
                "acme.systems.csv",
                "name\nLedger\n",
                "read me.txt",
                "x"));
    assertThat(all.parts())
        .extracting(ParsedArchive.Part::name)
        .containsExactly("acme.zip", "beta.zip", "gamma.zip");
    assertThat(all.each())
        .extracting(
            result -> evidence(result).organisation() + evidence(result).sections().keySet())
        .containsExactly("acme[backups, systems]", "beta[systems]", "gamma[organisation]");
    assertThat(all.passedOver()).hasToString("[all.zip/read me.txt: is no document; passed over]");
  }

  @Test
  void whatIsOfOneOrganisationIsReadFromItsPartAsFromTheWhole() {
    for (ParsedArchive.Part part :
        several(read("all.zip", "Acme.backups (1).csv", "system\nA\n", "beta.json", "{")).parts()) {
      ParseResult again = READER.read(new Document(part.name(), part.content(), null));
      assertThat(again.toString().replace(part.name(), "all.zip"))
          .isEqualTo(part.result().toString());
    }
  }

  @Test
  void aFaultOfOneOrganisationDoesNotHoldUpTheOthers() {
    ParsedArchive all =
        several(
            read("2026.zip", "acme.json", "{\"backups\": []}", "beta/x.json", "{", "12.json", "["));
    assertThat(all.parts())
        .extracting(ParsedArchive.Part::name, part -> part.result() instanceof Rejection)
        .containsExactly(
            tuple("2026.zip", true), tuple("acme.zip", false), tuple("beta.zip", true));
    assertThat(faults(all.each().get(2)))
        .singleElement()
        .asString()
        .startsWith("2026.zip/beta/x.json:1:2: ends before");
  }

  @Test
  void soAreThoseOfSeveralSources() {
    String tool = "# source: restic\nsystem\nLedger\n";
    ParsedArchive all =
        several(read("acme.zip", "acme.backups.csv", tool, "acme.systems.csv", "name\nLedger\n"));
    assertThat(all.parts()).extracting(ParsedArchive.Part::name).containsOnly("acme.zip");
    assertThat(all.contents()).isEqualTo("acme, acme from restic");
  }

  @Test
  void whatIsPutForOneOrganisationMayHoldNoOther() {
    byte[] both = zip("acme/backups.csv", "system\n", "beta/systems.csv", "name\n");
    assertThat(faults(READER.read(new Document("all.zip", both, "acme"))))
        .containsExactly(
            "all.zip/beta/systems.csv: lies in a folder of beta, and not of acme, for which the"
                + " archive was put; put it where that organisation belongs");
    byte[] named = zip("acme.backups.csv", "system\n", "beta.systems.csv", "name\n");
    assertThat(faults(READER.read(new Document("all.zip", named, "acme"))))
        .singleElement()
        .asString()
        .contains("'beta' in its name is not 'acme', where it was put");
    byte[] inFolders = zip("acme/data/backups.csv", "system\n", "acme/x/systems.csv", "name\n");
    assertThat(evidence(READER.read(new Document("all.zip", inFolders, "acme"))).sections())
        .hasSize(2);
  }
}
