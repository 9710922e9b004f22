package nestor.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.ParseResult;
import nestor.evidence.ParsedArchive;
import nestor.evidence.ParsedDocument;
import nestor.evidence.SectionContent;
import nestor.intake.MetadataFiles;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Folder of documents, of the one organisation whose name it bears, or of several that the
 * documents name themselves.
 */
final class DocumentFolder {
  private final Path folder;
  private final String name;
  private final DocumentReader reader;
  private final Vocabulary vocabulary;

  /**
   * A file, and the organisation whose folder it is in, or null where the file itself names one.
   */
  record Placed(Path file, @Nullable String organisation) {}

  DocumentFolder(Path folder, DocumentReader reader, Vocabulary vocabulary) {
    this.folder = folder;
    this.name = folder.toAbsolutePath().normalize().getFileName().toString();
    this.reader = reader;
    this.vocabulary = vocabulary;
  }

  /** The documents in it and in its folders; what programs keep beside documents is not. */
  List<Placed> documents() {
    List<Path> files = new ArrayList<>();
    List<Placed> all = new ArrayList<>();
    for (Path entry : entries()) {
      if (Files.isDirectory(entry)) {
        all.addAll(new DocumentFolder(entry, reader, vocabulary).documents());
      } else if (Files.isRegularFile(entry)) {
        files.add(entry);
      }
    }
    String whose = isOfSeveral(files) ? null : name;
    List<Placed> placed =
        new ArrayList<>(files.stream().map(file -> new Placed(file, whose)).toList());
    placed.addAll(all);
    return placed;
  }

  private List<Path> entries() {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(entry -> !MetadataFiles.isMetadata(entry)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the files name organisations, and not the one that the folder names. */
  private boolean isOfSeveral(List<Path> files) {
    if (vocabulary.names().meaning("no-organisation", name) != null) {
      return true;
    }
    Map<String, Set<String>> sectionsOf = new HashMap<>();
    boolean areNamed = false;
    boolean overlap = false;
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        continue;
      }
      String called = file.getFileName().toString();
      ParseResult result = reader.read(new Document(called, content(file), null));
      if (result instanceof ParsedArchive) {
        return true;
      }
      if (result instanceof ParsedDocument read) {
        areNamed |=
            called.endsWith(".csv")
                || called.endsWith(".tsv")
                || saysId(read.sections().get(OrganisationSection.ORGANISATION));
        Set<String> sections = read.sections().keySet();
        overlap |=
            sectionsOf.entrySet().stream()
                .filter(other -> !other.getKey().equals(read.organisation()))
                .anyMatch(other -> other.getValue().stream().anyMatch(sections::contains));
        sectionsOf.computeIfAbsent(read.organisation(), o -> new HashSet<>()).addAll(sections);
      } else if (OrganisationSection.isId(name)
          && reader.read(new Document(called, content(file), name)) instanceof ParsedDocument) {
        // It needs the folder to tell whose it is.
        return false;
      }
    }
    return !sectionsOf.isEmpty() && !sectionsOf.containsKey(name) && (areNamed || overlap);
  }

  private static boolean saysId(@Nullable SectionContent organisation) {
    return organisation != null
        && organisation.entries().stream().anyMatch(e -> e.containsKey(OrganisationSection.ID));
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
