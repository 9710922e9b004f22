package nestor.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.OrganisationSection;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Archive (ZIP) of documents of one organisation, read as one document: each file in it is read by
 * itself, and a folder in it is an organisation's. A fault of one file is a fault of the whole.
 */
final class DocumentArchive {
  private static final int MOST_FILES = 200;
  private static final long MOST_UNPACKED = 100L << 20;
  private static final List<String> DOCUMENTS =
      List.of(".json", ".yaml", ".yml", ".csv", ".xlsx", ".ods");

  private final DocumentReader reader;
  private final FileNameReader fileNames;
  private final ParseContext context;
  private final TreeMap<String, SectionContent> sections = new TreeMap<>();
  private final Map<String, String> givenBy = new TreeMap<>();
  private final TreeSet<String> organisations = new TreeSet<>();
  private final TreeSet<String> sources = new TreeSet<>();
  private final List<Note> notes = new ArrayList<>();
  private final List<Diagnostic> faults = new ArrayList<>();
  private long unpacked;

  DocumentArchive(DocumentReader reader, FileNameReader fileNames, ParseContext context) {
    this.reader = reader;
    this.fileNames = fileNames;
    this.context = context;
  }

  /** Reads the archive; its faults name the file in it. */
  ParseResult read(Document archive, String stem) {
    try (ZipFile zip =
        ZipFile.builder()
            .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive.content()))
            .get()) {
      List<ZipArchiveEntry> entries =
          Collections.list(zip.getEntries()).stream()
              .filter(entry -> !entry.isDirectory() && !isMetadata(entry.getName()))
              .toList();
      if (entries.size() > MOST_FILES) {
        return refused("holds more than " + MOST_FILES + " files", "send them in several archives");
      }
      for (ZipArchiveEntry entry : entries) {
        ParseResult refusal = take(archive, stem, zip, entry);
        if (refusal != null) {
          return refusal;
        }
      }
    } catch (IOException | RuntimeException e) {
      // What the library throws, declared or not, says that the archive is not sound.
      return refused("is not a ZIP archive, or is damaged", "pack the documents again");
    }
    if (!faults.isEmpty()) {
      return new Rejection(List.copyOf(faults));
    }
    if (organisations.isEmpty()) {
      return refused("holds no document", "pack .json, .yaml, .csv or .xlsx files");
    }
    if (organisations.size() > 1) {
      return refused(
          "holds documents of " + String.join(" and ", organisations),
          "pack the documents of each organisation into an archive of their own");
    }
    if (sources.size() > 1) {
      return refused(
          "holds documents of the sources " + String.join(" and ", sources),
          "pack the documents of each source into an archive of their own");
    }
    return new ParsedDocument(
        organisations.first(),
        Collections.unmodifiableSortedMap(sections),
        List.copyOf(notes),
        sources.first());
  }

  private ParseResult refused(String what, String cure) {
    context.refuse(what, cure);
    return context.finish(null);
  }

  private @Nullable ParseResult take(
      Document archive, String stem, ZipFile zip, ZipArchiveEntry entry) throws IOException {
    String path = entry.getName().replace('\\', '/');
    String shown = MessageText.line(path);
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    if (path.startsWith("/") || List.of(path.split("/")).contains("..")) {
      return refused("holds a file that leads out of it: " + shown, "pack the documents again");
    }
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      return refused("is locked with a password", "pack the documents without a password");
    }
    if (extension.equals(".zip")) {
      return refused("holds an archive itself: " + shown, "pack the documents of that one, too");
    }
    if (!DOCUMENTS.contains(extension)) {
      notes.add(
          new Note(
              Note.Kind.PASSED_OVER,
              Diagnostic.in(
                  MessageText.line(archive.name()) + "/" + shown,
                  null,
                  "is no document; passed over",
                  "")));
      return null;
    }
    byte[] content;
    try (InputStream in = zip.getInputStream(entry)) {
      content = in.readNBytes(DocumentReader.LARGEST + 1);
    }
    unpacked += content.length;
    if (unpacked > MOST_UNPACKED) {
      return refused(
          "unpacks to more than " + (MOST_UNPACKED >> 20) + " MB", "send it in several archives");
    }
    add(read(archive, stem, path, name, content), MessageText.line(archive.name()) + "/" + shown);
    return null;
  }

  /** By where it lies, else by itself, else by the name of the archive. */
  private ParseResult read(
      Document archive, String stem, String path, String name, byte[] content) {
    String placed = archive.placedFor();
    if (placed != null) {
      return reader.read(new Document(name, content, placed, archive.declared()));
    }
    String[] steps = path.split("/");
    String folder = steps.length < 2 ? "" : steps[steps.length - 2];
    if (OrganisationSection.isId(folder)
        && folder.equals(fileNames.read(folder, "", false).organisation())) {
      ParseResult inFolder = reader.read(new Document(name, content, folder, archive.declared()));
      if (inFolder instanceof ParsedDocument) {
        return inFolder;
      }
    }
    ParseResult alone = reader.read(new Document(name, content, null, archive.declared()));
    String whose = fileNames.read(stem, ".zip", false).organisation();
    if (alone instanceof ParsedDocument || whose == null) {
      return alone;
    }
    return reader.read(new Document(name, content, whose, archive.declared()));
  }

  private void add(ParseResult result, String shown) {
    if (result instanceof Rejection rejection) {
      rejection.faults().forEach(f -> faults.add(in(shown, f)));
    } else if (result instanceof ParsedDocument document) {
      organisations.add(document.organisation());
      sources.add(document.source());
      document.notes().forEach(n -> notes.add(new Note(n.kind(), in(shown, n.place()))));
      document
          .sections()
          .forEach(
              (section, content) -> {
                SectionContent other = sections.putIfAbsent(section, content);
                String key = document.organisation() + "." + section;
                String by = givenBy.putIfAbsent(key, shown);
                if (other != null && by != null && !other.equals(content)) {
                  faults.add(
                      Diagnostic.in(
                          shown,
                          null,
                          "gives " + section + ", as " + by + " does",
                          "keep one of them, or put all entries into one file"));
                }
              });
    }
  }

  private static Diagnostic in(String document, Diagnostic f) {
    return new Diagnostic(document, f.line(), f.column(), f.path(), f.what(), f.cure());
  }

  private static boolean isMetadata(String path) {
    for (String step : path.toLowerCase(Locale.ROOT).split("[/\\\\]")) {
      if ((step.startsWith(".") && !step.equals(".") && !step.equals(".."))
          || step.startsWith("~$")
          || List.of("__macosx", "@eadir", "thumbs.db", "desktop.ini").contains(step)) {
        return true;
      }
    }
    return false;
  }
}
