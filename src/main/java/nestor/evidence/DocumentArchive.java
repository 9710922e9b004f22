package nestor.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import nestor.diagnostics.Diagnostic;
import nestor.rulebook.OrganisationSection;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Archive (ZIP) of documents: each file in it is read by itself, and a folder in it is an
 * organisation's. Documents of one organisation are read as one document, whose fault is a fault of
 * the whole; those of several organisations or sources are divided by these.
 */
final class DocumentArchive {
  private static final int MOST_FILES = 200;
  private static final long MOST_UNPACKED = 100L << 20;
  private static final List<String> DOCUMENTS =
      List.of(".json", ".yaml", ".yml", ".csv", ".tsv", ".xlsx", ".ods");

  private final DocumentReader reader;
  private final FileNameReader fileNames;
  private final ParseContext context;
  private final List<Member> members = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private long unpacked;

  DocumentArchive(DocumentReader reader, FileNameReader fileNames, ParseContext context) {
    this.reader = reader;
    this.fileNames = fileNames;
    this.context = context;
  }

  /**
   * A document in the archive.
   *
   * @param shown as faults name it
   * @param organisation whose document it is, or an empty text where nothing says so
   */
  private record Member(
      ZipArchiveEntry entry, String shown, String organisation, ParseResult result) {}

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
      return divided(archive, zip);
    } catch (IOException | RuntimeException e) {
      // What the library throws, declared or not, says that the archive is not sound.
      return refused("is not a ZIP archive, or is damaged", "pack the documents again");
    }
  }

  private ParseResult divided(Document archive, ZipFile zip) throws IOException {
    if (members.isEmpty()) {
      return refused("holds no document", "pack .json, .yaml, .csv or .xlsx files");
    }
    List<Diagnostic> elsewhere = lyingElsewhere(archive);
    if (!elsewhere.isEmpty()) {
      return new Rejection(elsewhere);
    }
    List<List<Member>> groups = groups();
    if (groups.size() == 1) {
      return together(members, notes);
    }
    List<ParsedArchive.Part> parts = new ArrayList<>();
    for (List<Member> group : groups) {
      String organisation = group.get(0).organisation();
      parts.add(
          new ParsedArchive.Part(
              organisation.isEmpty() ? archive.name() : organisation + ".zip",
              organisation,
              packed(zip, group),
              together(group, List.of())));
    }
    return new ParsedArchive(parts, notes);
  }

  /** The documents by organisation and source; those without either are the first. */
  private List<List<Member>> groups() {
    Map<String, Map<String, List<Member>>> all = new TreeMap<>();
    for (Member member : members) {
      Map<String, List<Member>> ofOne =
          all.computeIfAbsent(member.organisation(), o -> new TreeMap<>());
      if (member.result() instanceof ParsedDocument document) {
        ofOne.computeIfAbsent(document.source(), s -> new ArrayList<>()).add(member);
      }
    }
    if (all.size() == 2 && all.containsKey("")) {
      return List.of(members);
    }
    for (Member member : members) {
      if (member.result() instanceof Rejection) {
        Map<String, List<Member>> ofOne = Objects.requireNonNull(all.get(member.organisation()));
        String source = ofOne.keySet().stream().findFirst().orElse(Declaration.PEOPLE);
        ofOne.computeIfAbsent(source, s -> new ArrayList<>()).add(member);
      }
    }
    return all.values().stream().flatMap(ofOne -> ofOne.values().stream()).toList();
  }

  /** An archive of some of the documents, which are copied as they lie there. */
  private static byte[] packed(ZipFile zip, List<Member> some) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
      for (Member member : some) {
        try (InputStream packed = zip.getRawInputStream(member.entry())) {
          out.addRawArchiveEntry(member.entry(), packed);
        }
      }
    }
    return bytes.toByteArray();
  }

  /** Documents in the folder of another organisation than the one for which the archive was put. */
  private List<Diagnostic> lyingElsewhere(Document archive) {
    String placed = archive.placedFor();
    List<String> folders = members.stream().map(m -> folder(m.entry().getName())).toList();
    if (placed == null || !folders.contains(placed)) {
      return List.of();
    }
    return members.stream()
        .filter(
            m -> {
              List<String> steps = List.of(m.entry().getName().split("[/\\\\]"));
              String folder = folder(m.entry().getName());
              return !steps.subList(0, steps.size() - 1).contains(placed) && isOrganisation(folder);
            })
        .map(
            m ->
                Diagnostic.in(
                    m.shown(),
                    null,
                    "lies in a folder of "
                        + folder(m.entry().getName())
                        + ", and not of "
                        + placed
                        + ", for which the archive was put",
                    "put it where that organisation belongs"))
        .toList();
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
      content = in.readNBytes(DocumentLimits.LARGEST + 1);
    }
    unpacked += content.length;
    if (unpacked > MOST_UNPACKED) {
      return refused(
          "unpacks to more than " + (MOST_UNPACKED >> 20) + " MB", "send it in several archives");
    }
    ParseResult result = read(archive, stem, path, name, content);
    members.add(
        new Member(
            entry,
            MessageText.line(archive.name()) + "/" + shown,
            result instanceof ParsedDocument document
                ? document.organisation()
                : named(archive, stem, path, name),
            result));
    return null;
  }

  /** By where it lies, else by itself, else by the name of the archive. */
  private ParseResult read(
      Document archive, String stem, String path, String name, byte[] content) {
    String placed = archive.placedFor();
    if (placed != null) {
      return reader.read(new Document(name, content, placed, archive.declared()));
    }
    String folder = folder(path);
    if (isOrganisation(folder)) {
      ParseResult inFolder = reader.read(new Document(name, content, folder, archive.declared()));
      if (inFolder instanceof ParsedDocument) {
        return inFolder;
      }
    }
    ParseResult alone = reader.read(new Document(name, content, null, archive.declared()));
    String whose = fileNames.read(stem, ".zip", false).organisation();
    return alone instanceof ParsedDocument || whose == null || namedByItself(name) != null
        ? alone
        : reader.read(new Document(name, content, whose, archive.declared()));
  }

  /** Organisation to which an unreadable document seems to belong. */
  private String named(Document archive, String stem, String path, String name) {
    String folder = folder(path);
    return Stream.of(
            Optional.ofNullable(archive.placedFor()),
            Optional.of(folder).filter(this::isOrganisation),
            Optional.ofNullable(namedByItself(name)),
            Optional.ofNullable(fileNames.read(stem, ".zip", false).organisation()))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("");
  }

  private @Nullable String namedByItself(String name) {
    int dot = name.lastIndexOf('.');
    String extension = name.substring(dot).toLowerCase(Locale.ROOT);
    return fileNames
        .read(name.substring(0, dot), extension, DocumentReader.holdsOneSection(extension))
        .organisation();
  }

  /** The name of the folder that a file lies in; empty where it lies in none. */
  private static String folder(String path) {
    String[] steps = path.split("[/\\\\]");
    return steps.length < 2 ? "" : steps[steps.length - 2];
  }

  private boolean isOrganisation(String folder) {
    return OrganisationSection.isId(folder)
        && folder.equals(fileNames.read(folder, "", false).organisation());
  }

  /** Documents of one organisation as one document. */
  private static ParseResult together(List<Member> some, List<Note> further) {
    TreeMap<String, SectionContent> sections = new TreeMap<>();
    Map<String, String> givenBy = new TreeMap<>();
    List<Note> notes = new ArrayList<>(further);
    List<Diagnostic> faults = new ArrayList<>();
    String organisation = "";
    String source = Declaration.PEOPLE;
    TreeSet<String> withdrawn = new TreeSet<>();
    for (Member member : some) {
      if (member.result() instanceof Rejection rejection) {
        rejection.faults().forEach(f -> faults.add(in(member.shown(), f)));
      } else if (member.result() instanceof ParsedDocument document) {
        organisation = document.organisation();
        source = document.source();
        withdrawn.addAll(document.withdrawn());
        document
            .notes()
            .forEach(
                n -> notes.add(new Note(n.kind(), in(member.shown(), n.place()), n.section())));
        document
            .sections()
            .forEach(
                (section, content) -> {
                  SectionContent other = sections.putIfAbsent(section, content);
                  String by = givenBy.putIfAbsent(section, member.shown());
                  if (other != null && by != null && !other.equals(content)) {
                    faults.add(
                        Diagnostic.in(
                            member.shown(),
                            null,
                            "gives " + section + ", as " + by + " does",
                            "keep one of them, or put all entries into one file"));
                  }
                });
      }
    }
    return faults.isEmpty()
        ? new ParsedDocument(
            organisation,
            Collections.unmodifiableSortedMap(sections),
            List.copyOf(notes),
            source,
            withdrawn)
        : new Rejection(List.copyOf(faults));
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
