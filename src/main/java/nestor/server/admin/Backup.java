package nestor.server.admin;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import nestor.diagnostics.Sha256;
import nestor.diagnostics.UserErrorException;
import nestor.diagnostics.Version;
import nestor.intake.ReceiptRepository;
import nestor.store.Database;
import nestor.store.DurableFiles;
import nestor.store.StoreException;
import org.apache.commons.io.file.PathUtils;

/**
 * Backup of a whole home in one file, and its restoration. The copy is of one moment, that of its
 * database, although the server works on: later changes are left out, and a file that moves
 * meanwhile is in it once.
 */
public final class Backup {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ABOUT = "nestor-backup.json";
  private static final String DATABASE = "store/nestor.mv.db";

  private static final String SPOOL = "store/spool";
  private static final List<String> OTHERS =
      List.of("mail", "quarantine", "archive", "outbox", "rulebooks");

  private static final int LENGTH_OF_ID = 26;
  private static final String REASON = "reason.txt";

  /** Name of the list of paths whose copies differ from what arrived. */
  private static final String CHANGED = "changed";

  private Backup() {}

  /**
   * Writes a copy of a home.
   *
   * @return what is in it; under "changed" the documents that are not what arrived
   * @throws UserErrorException if there is a file of that name
   * @throws IOException if the disk refuses; then there is no file
   */
  static ObjectNode make(
      Path home, Database store, ReceiptRepository receipts, Path file, Instant now)
      throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new UserErrorException(file + " is there already; name another file");
    }
    if (file.getParent() == null || !Files.isDirectory(file.getParent())) {
      throw new UserErrorException(
          file.getParent() + " is no folder; make it, or name another file");
    }
    // Temporary files are their owner's alone, as what organisations say must be.
    Path workspace = Files.createTempDirectory(file.getParent(), ".backup-");
    Path part = Files.createTempFile(workspace, "home", ".zip");
    Path database = workspace.resolve("nestor.mv.db");
    Path spooled = Files.createTempDirectory(home.resolve("store"), ".backup-");
    try {
      String[] last = {""};
      store.copyTo(
          database,
          () -> {
            // What is undecided at that moment is in the spool, and nowhere else.
            link(home.resolve(SPOOL), spooled);
            last[0] = store.read(receipts::last).orElse("");
          });
      ObjectNode about = JsonNodeFactory.instance.objectNode();
      about.put("nestor", Version.number());
      about.put("made", now.toString());
      try (OutputStream out = Files.newOutputStream(part);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        add(zip, DATABASE, database);
        Changed changed = new Changed();
        about.put("files", addFiles(home, spooled, zip, last[0], changed));
        changed.tell(store.read(receipts::hashes), about);
        zip.putNextEntry(new ZipEntry(ABOUT));
        zip.write(JSON.writeValueAsBytes(about));
        zip.closeEntry();
      }
      DurableFiles.forceFile(part);
      DurableFiles.move(/* file= */ part, /* target= */ file);
      return about.put("file", file.toString()).put("bytes", Files.size(file));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      delete(spooled);
      delete(workspace);
    }
  }

  private static void link(Path from, Path to) {
    try {
      for (Path file : files(from)) {
        try {
          Path same = to.resolve(file.getFileName());
          try {
            Files.createLink(same, file);
          } catch (UnsupportedOperationException e) {
            Files.copy(file, same);
          }
        } catch (NoSuchFileException e) {
          // Decided before, and put away just now.
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int addFiles(
      Path home, Path spooled, ZipOutputStream zip, String last, Changed changed)
      throws IOException {
    Set<String> inSpool = new HashSet<>();
    int files = 0;
    for (Path file : files(spooled)) {
      String name = file.getFileName().toString();
      if (!name.startsWith(".")) {
        inSpool.add(id(SPOOL, file.getFileName()));
        changed.see(SPOOL + "/" + name, add(zip, SPOOL + "/" + name, file));
        files++;
      }
    }
    for (String name : OTHERS) {
      Path folder = home.resolve(name);
      for (Path file : files(folder)) {
        String id = id(name, folder.relativize(file));
        boolean cameLater = id.compareTo(last) > 0;
        boolean beginning = file.getFileName().toString().startsWith(".");
        if (!cameLater && !inSpool.contains(id) && !beginning) {
          String path = home.relativize(file).toString().replace('\\', '/');
          changed.see(path, add(zip, path, file));
          files++;
        }
      }
    }
    return files;
  }

  /** The id of the document that lies there, or nothing where no document does. */
  private static String id(String folder, Path below) {
    String name =
        switch (folder) {
          case SPOOL -> below.toString();
          case "quarantine" -> below.getName(0).toString();
          case "archive" -> below.getFileName().toString();
          default -> "";
        };
    return name.substring(0, Math.min(LENGTH_OF_ID, name.length()));
  }

  /** The files below a folder from which some may move on meanwhile. */
  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }
          });
      Collections.sort(files);
    }
    return files;
  }

  /** Adds a file, and gives its SHA-256. */
  private static String add(ZipOutputStream zip, String name, Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      ZipEntry entry = new ZipEntry(name);
      entry.setLastModifiedTime(Files.getLastModifiedTime(file));
      zip.putNextEntry(entry);
      in.transferTo(zip);
      zip.closeEntry();
    }
    return Sha256.of(digest);
  }

  /** Documents that are not what arrived, as their receipts have it. */
  private static final class Changed {
    private record Seen(String path, String sha256) {}

    private final Map<String, Seen> seen = new TreeMap<>();

    /** Sees a file, of a document or not. */
    void see(String path, String sha256) {
      for (String folder : List.of(SPOOL, "quarantine", "archive")) {
        if (path.startsWith(folder + "/") && !path.endsWith("/" + REASON)) {
          seen.put(
              id(folder, Path.of(path.substring(folder.length() + 1))), new Seen(path, sha256));
        }
      }
    }

    void tell(Map<String, String> hashes, ObjectNode about) {
      ArrayNode changed = about.putArray(CHANGED);
      seen.forEach(
          (id, file) -> {
            String arrived = hashes.get(id);
            if (arrived != null && !arrived.equals(file.sha256())) {
              changed.add(file.path());
            }
          });
    }
  }

  /**
   * Makes a home of a copy: the whole of it, or none.
   *
   * @return what the copy says of itself
   * @throws UserErrorException if the home is not empty, or the file is no copy of a home
   * @throws IOException if the disk refuses; then there is no home
   */
  public static ObjectNode restore(Path file, Path home) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UserErrorException(file + " is not there; name a file that nestor backup made");
    }
    if (Files.exists(home, LinkOption.NOFOLLOW_LINKS) && !isEmptyFolder(home)) {
      throw new UserErrorException(
          home
              + " is not empty, and nothing in it is overwritten; move it away first, or choose"
              + " another folder with --home");
    }
    Path target = home.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null) {
      throw new UserErrorException(home + " cannot be a home; choose another folder with --home");
    }
    DurableFiles.createFolders(parent);
    Path part = Files.createTempDirectory(parent, ".restoring-");
    try {
      Changed changed = new Changed();
      ObjectNode about = unpack(file, part, changed);
      // Opened once: what cannot be opened is no home, and an older schema is brought up to date.
      try (Database database = Database.open(part.resolve("store"))) {
        changed.tell(database.read(new ReceiptRepository()::hashes), about);
      }
      Files.deleteIfExists(target);
      DurableFiles.move(part, target);
      return about;
    } catch (StoreException | ZipException e) {
      throw new UserErrorException(file + " cannot be restored: " + e.getMessage());
    } finally {
      delete(part);
    }
  }

  private static ObjectNode unpack(Path file, Path folder, Changed changed) throws IOException {
    ObjectNode about = null;
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(ABOUT)) {
          about = (ObjectNode) JSON.readTree(zip.readAllBytes());
          continue;
        }
        Path path = folder.resolve(entry.getName()).normalize();
        if (entry.isDirectory() || !path.startsWith(folder)) {
          throw new ZipException(entry.getName() + " would lie outside the home");
        }
        Files.createDirectories(path.getParent());
        MessageDigest digest = Sha256.digest();
        // Not to be closed: it would close the whole copy.
        Files.copy(new DigestInputStream(zip, digest), path);
        changed.see(entry.getName(), Sha256.of(digest));
        DurableFiles.forceFile(path);
      }
    } catch (FileAlreadyExistsException | IllegalArgumentException e) {
      throw new ZipException("it is damaged (" + e.getMessage() + ")");
    }
    if (about == null || !Files.exists(folder.resolve(DATABASE))) {
      throw new ZipException("it is no whole backup; name a file that nestor backup made");
    }
    return about;
  }

  private static boolean isEmptyFolder(Path home) throws IOException {
    if (!Files.isDirectory(home)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(home)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      PathUtils.deleteDirectory(folder);
    }
  }
}
