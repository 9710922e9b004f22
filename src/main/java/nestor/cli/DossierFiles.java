package nestor.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Sha256;
import nestor.dossier.Dossier;
import nestor.dossier.Origin;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.Note;
import nestor.evidence.ParseResult;
import nestor.evidence.ParsedArchive;
import nestor.evidence.ParsedDocument;
import nestor.evidence.Rejection;
import nestor.intake.MetadataFiles;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Dossiers read from files, without a store. {@link StoredDossiers} reads those of a home.
 *
 * @param dossiers one an organisation, in the order of their ids; a section on which two files
 *     disagree is in none
 * @param faults of the files that could not be read
 * @param notes how the others were read
 */
record DossierFiles(List<Dossier> dossiers, List<Diagnostic> faults, List<Note> notes) {

  static DossierFiles read(List<Path> files, Vocabulary vocabulary) {
    DocumentReader reader = new DocumentReader(vocabulary);
    GivenDocuments documents = new GivenDocuments();
    List<Diagnostic> faults = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    for (Path file : files) {
      if (Files.isDirectory(file)) {
        for (DocumentFolder.Placed placed :
            new DocumentFolder(file, reader, vocabulary).documents()) {
          read(placed.file(), placed.organisation(), reader, documents, faults, notes);
        }
      } else {
        read(file, null, reader, documents, faults, notes);
      }
    }
    SortedMap<String, Dossier> dossiers = documents.dossiers(faults);
    return new DossierFiles(List.copyOf(dossiers.values()), faults, notes);
  }

  /**
   * These dossiers with replies to recommendations. Where there are several organisations, a file's
   * name must name the one it is about, as in {@code acme.waivers.yaml}.
   */
  DossierFiles replied(List<Path> replies, Vocabulary vocabulary) {
    TreeMap<String, Dossier> replied = new TreeMap<>();
    dossiers.forEach(d -> replied.put(d.organisation(), d));
    DocumentReader reader = new DocumentReader(vocabulary);
    List<Diagnostic> found = new ArrayList<>(faults);
    List<Note> odd = new ArrayList<>(notes);
    for (Path file : replies) {
      String name = file.getFileName().toString();
      String only = replied.size() == 1 ? replied.firstKey() : null;
      if (!Files.isReadable(file)) {
        found.add(
            Diagnostic.in(
                file.toString(), null, "there is no such file to read", "check the path"));
        continue;
      }
      byte[] content = content(file);
      ParseResult result = reader.readReplies(new Document(name, content, only));
      if (result instanceof Rejection rejection) {
        found.addAll(rejection.faults());
      } else if (result instanceof ParsedDocument evidence) {
        odd.addAll(evidence.notes());
        Dossier dossier = replied.get(evidence.organisation());
        if (dossier == null) {
          found.add(
              Diagnostic.in(
                  name,
                  null,
                  "speaks of " + evidence.organisation() + ", and no document of it was given",
                  "name it <organisation>.waivers.yaml after one of " + replied.keySet()));
        } else {
          Origin origin = new Origin(name, Instant.EPOCH, Sha256.of(content));
          replied.put(evidence.organisation(), dossier.with(evidence, origin));
        }
      }
    }
    return new DossierFiles(List.copyOf(replied.values()), found, odd);
  }

  private static void read(
      Path file,
      @Nullable String organisation,
      DocumentReader reader,
      GivenDocuments documents,
      List<Diagnostic> faults,
      List<Note> notes) {
    String name = file.getFileName().toString();
    if (!Files.isReadable(file)) {
      faults.add(
          Diagnostic.in(file.toString(), null, "there is no such file to read", "check the path"));
      return;
    }
    if (MetadataFiles.isConflictCopy(file)) {
      faults.add(
          Diagnostic.in(
              file.toString(),
              null,
              "is one of two versions between which a sync tool could not decide",
              "put what holds into the file without that mark, and name that one"));
      return;
    }
    byte[] content = content(file);
    ParseResult read = reader.read(new Document(name, content, organisation));
    if (read instanceof ParsedArchive archive) {
      notes.addAll(archive.passedOver());
    }
    for (ParseResult result : read.each()) {
      if (result instanceof Rejection rejection) {
        faults.addAll(rejection.faults());
      } else if (result instanceof ParsedDocument document) {
        notes.addAll(document.notes());
        String origin = organisation == null ? name : organisation + "/" + name;
        documents.add(file.toString(), document, origin, Sha256.of(content));
      }
    }
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
