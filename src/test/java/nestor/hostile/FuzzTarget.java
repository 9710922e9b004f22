package nestor.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nestor.configuration.Configuration;
import nestor.diagnostics.Diagnostic;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.Note;
import nestor.evidence.ParseResult;
import nestor.evidence.ParsedDocument;
import nestor.evidence.Rejection;
import nestor.intake.Intake;
import nestor.intake.mail.AuthenticationResults;
import nestor.intake.mail.MailReader;
import nestor.intake.mail.ParsedMail;
import nestor.rulebook.FuzzedRulebookFiles;
import nestor.rulebook.OrganisationSection;
import nestor.rulebook.ShippedRulebook;
import nestor.rulebook.source.Formatter;
import nestor.rulebook.source.YamlFile;
import nestor.rulebook.syntax.Parser;
import nestor.server.http.AcceptHeader;
import nestor.server.http.ContentDisposition;
import nestor.server.http.MediaTypes;
import nestor.server.http.MultipartReader;
import nestor.server.http.ProblemException;
import nestor.workbench.FuzzedScenarios;

/** Every parser that meets what strangers write, and what must hold whatever it meets. */
@SuppressWarnings("ImmutableEnumChecker") // Each holds a method reference.
enum FuzzTarget {
  JSON(input -> document("acme.json", input)),
  YAML(input -> document("acme.yaml", input)),
  CSV(input -> document("acme.systems.csv", input)),
  XLSX(input -> document("acme.xlsx", input)),
  SHEET(FuzzTarget::sheet),
  MAIL(FuzzTarget::mail),
  AUTHENTICATION(FuzzTarget::authentication),
  RULES(FuzzTarget::rules),
  THRESHOLDS(input -> faults(FuzzedRulebookFiles.thresholds(text(input)))),
  ABOUT(input -> faults(FuzzedRulebookFiles.about(text(input)))),
  SCENARIOS(input -> faults(FuzzedScenarios.read(text(input), ShippedRulebook.get()))),
  CONFIGURATION(FuzzTarget::configuration),
  FORM(FuzzTarget::form),
  HEADERS(FuzzTarget::headers),
  NAMES(FuzzTarget::names);

  private final Run run;

  FuzzTarget(Run run) {
    this.run = run;
  }

  private interface Run {
    void on(byte[] input) throws IOException;
  }

  /** Feeds the parser; fails where it breaks, or where what it says is not fit to be read. */
  void feed(byte[] input) {
    try {
      run.on(input);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The name of its folders. */
  String folder() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  private static final class Reader {
    static final DocumentReader ONE = new DocumentReader(ShippedRulebook.get().documents());
  }

  private static void document(String name, byte[] content) {
    ParseResult result = Reader.ONE.read(new Document(name, content, null));
    if (result instanceof ParsedDocument document) {
      must(OrganisationSection.isId(document.organisation()), "an id: " + document.organisation());
      notes(document.notes());
    } else {
      List<Diagnostic> faults = ((Rejection) result).faults();
      must(!faults.isEmpty(), "a rejection without a reason");
      faults(faults);
    }
  }

  /** The input as the first sheet and, after a NUL, the shared texts of a sound workbook. */
  private static void sheet(byte[] input) throws IOException {
    String[] parts = new String(input, UTF_8).split("\0", 2);
    Map<String, byte[]> workbook = new LinkedHashMap<>(SoundWorkbook.sound());
    workbook.put("xl/worksheets/sheet1.xml", parts[0].getBytes(UTF_8));
    if (parts.length > 1) {
      workbook.put("xl/sharedStrings.xml", parts[1].getBytes(UTF_8));
    }
    document("acme.xlsx", SoundWorkbook.zip(workbook));
  }

  private static void mail(byte[] input) throws IOException {
    ParsedMail mail =
        inFile(
            input,
            file -> {
              try {
                return MailReader.read(file, true);
              } catch (MessagingException e) {
                return null;
              }
            });
    if (mail != null) {
      faults(mail.faults());
      oneLine(mail.subject());
      must(mail.sender() == null || mail.sender().matches("[!-~]+@[!-~]+"), "a sender");
      must(mail.messageId() == null || mail.messageId().matches("<[!-~]+>"), "a Message-ID");
      mail.references().forEach(id -> must(id.matches("<[!-~]+>"), "a reference"));
      mail.attachments().forEach(a -> safe(Intake.nameFor(a.name())));
      if (mail.bounce() != null) {
        mail.bounce().recipients().forEach(recipient -> oneLine(recipient.why()));
      }
    }
  }

  /** A field that names another server must never vouch for anybody. */
  private static void authentication(byte[] input) {
    String field = new String(input, ISO_8859_1);
    String objection =
        AuthenticationResults.objection(List.of(field), "mx.nestor.example", "cio@acme.example");
    if (!field.contains("mx.nestor.example") && !field.contains("\\")) {
      must(objection != null || field.toLowerCase(java.util.Locale.ROOT).contains("nestor"), field);
    }
  }

  private static void rules(byte[] input) {
    String text = text(input);
    faults(Parser.parse("fuzz.drl", text).faults());
    List<Diagnostic> faults = new ArrayList<>();
    Optional<String> laidOut = Formatter.of("fuzz.drl", text, faults);
    if (laidOut.isPresent()) {
      List<Diagnostic> after = Parser.parse("fuzz.drl", laidOut.get()).faults();
      must(after.isEmpty(), "laying out broke it: " + after);
      must(
          Formatter.of("fuzz.drl", laidOut.get(), faults).equals(laidOut),
          "laid out twice it is another");
    }
  }

  private static void configuration(byte[] input) throws IOException {
    Configuration.Loaded loaded =
        inFile(input, file -> Configuration.read(Optional.of(file), Map.of()));
    faults(loaded.faults());
    String told = loaded.configuration().toString();
    must(!told.contains("hunter2"), "a password is told: " + told);
    List<Diagnostic> faults = new ArrayList<>();
    YamlFile.read("fuzz.yaml", text(input), faults).ifPresent(YamlFile.Value::plain);
    faults(faults);
  }

  /** The first line is the Content-Type, the rest the body. */
  private static void form(byte[] input) throws IOException {
    String whole = new String(input, ISO_8859_1);
    int end = Math.max(0, whole.indexOf('\n'));
    String type = whole.substring(0, end).strip();
    byte[] body = whole.substring(end).getBytes(ISO_8859_1);
    inFile(
        body,
        file -> {
          if (MultipartReader.isMultipart(type)) {
            try {
              MultipartReader.read(
                  file,
                  type,
                  (field, name, partType, content) -> {
                    content.readAllBytes();
                    ContentDisposition.last(name).ifPresent(FuzzTarget::oneLine);
                    MediaTypes.extension(partType);
                  });
            } catch (ProblemException refusal) {
              oneLine(refusal.problem().detail());
            }
          }
          return type;
        });
  }

  private static void headers(byte[] input) {
    String header = new String(input, ISO_8859_1);
    AcceptHeader.best(header, List.of("text/html", "application/json", "application/pdf"));
    MediaTypes.extension(header);
    ContentDisposition.in(header).flatMap(ContentDisposition::last).ifPresent(FuzzTarget::oneLine);
  }

  private static void names(byte[] input) {
    String name = text(input);
    String safe = Intake.nameFor(name);
    safe(safe);
    must(Intake.nameFor(safe).equals(safe), "made safe twice it is another: " + safe);
    document(name, "{}".getBytes(UTF_8));
  }

  private static void safe(String name) {
    oneLine(name);
    must(!name.isEmpty() && !name.startsWith("."), "a hidden name: " + name);
    must(name.indexOf('/') < 0 && name.indexOf('\\') < 0, "a path: " + name);
    must(name.getBytes(UTF_8).length <= 255, "a name too long: " + name);
  }

  private static void notes(List<Note> notes) {
    for (Note note : notes) {
      oneLine(note.toString());
      boolean open = note.kind() == Note.Kind.DOUBTED || note.kind() == Note.Kind.ASKED;
      must(!note.place().what().isBlank(), "says nothing: " + note);
      must(!open || !note.place().cure().isBlank(), "no cure: " + note);
    }
  }

  private static void faults(List<Diagnostic> faults) {
    for (Diagnostic diagnostic : faults) {
      oneLine(diagnostic.toString());
      must(!diagnostic.what().isBlank() && !diagnostic.cure().isBlank(), "no cure: " + diagnostic);
      must(
          !diagnostic
              .toString()
              .matches(
                  ".*\\b(at )?[a-z]+\\.[a-z]+[a-z.]*\\.[A-Z]\\w*(Exception|Error|\\.\\w+\\().*"),
          "a trace: " + diagnostic);
    }
  }

  private static void oneLine(String text) {
    must(
        text.chars()
            .noneMatch(c -> c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029),
        "not one line: " + HostileCorpus.oneLine(text));
  }

  private static void must(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  private static String text(byte[] input) {
    return new String(input, UTF_8);
  }

  private interface FileUse<T> {
    T of(Path file) throws IOException;
  }

  private static <T> T inFile(byte[] content, FileUse<T> use) throws IOException {
    Path memory = Path.of("/dev/shm");
    Path file =
        Files.isWritable(memory)
            ? Files.createTempFile(memory, "nestor-fuzz", ".tmp")
            : Files.createTempFile("nestor-fuzz", ".tmp");
    try {
      Files.write(file, content);
      return use.of(file);
    } finally {
      Files.delete(file);
    }
  }
}
