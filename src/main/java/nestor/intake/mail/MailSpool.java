package nestor.intake.mail;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import nestor.diagnostics.Sha256;
import nestor.store.Database;
import nestor.store.DurableFiles;
import nestor.store.StoreException;

/**
 * Store of messages as they came. When {@code receive} returns, the message is whole on disk and
 * recorded; only then may it be flagged on the mail server. Safe for use by several threads.
 */
public final class MailSpool {
  /** The largest message that is read, in bytes. */
  public static final long LARGEST = 64L << 20;

  private static final int KEPT_OF_TOO_LARGE = 1 << 20;
  private static final int LENGTH_OF_ID = 32;

  private final Path folder;
  private final Database database;
  private final InboundMailRepository inboundMails;
  private final Clock clock;

  /** A spool that keeps its messages in that folder, which it makes when it needs it. */
  public MailSpool(
      Path folder, Database database, InboundMailRepository inboundMails, Clock clock) {
    this.folder = folder;
    this.database = database;
    this.inboundMails = inboundMails;
    this.clock = clock;
  }

  /** Something that gives a message's bytes. */
  public interface Source {
    /** Writes all of them; an exception of the stream's own must come through. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Receives a message. One that came before, from the same place, is not received again.
   *
   * @param place the message's place in the mailbox, as a text that no other message there has
   * @return its record; its state shows how far it was processed if it was known
   * @throws IOException if the source breaks off or the disk is full; then nothing was received
   * @throws StoreException if it cannot be recorded; then it is to be received again
   */
  public synchronized InboundMail receive(String place, Source source) throws IOException {
    DurableFiles.createFoldersWithin(
        Objects.requireNonNull(folder.toAbsolutePath().getParent()), folder);
    Path part = folder.resolve(".receiving.part");
    MessageDigest digest = Sha256.digest();
    boolean whole = true;
    Limited out = new Limited(new DigestOutputStream(Files.newOutputStream(part), digest), LARGEST);
    try (out) {
      source.writeTo(out);
    } catch (IOException | RuntimeException e) {
      if (!out.overflowed) {
        Files.deleteIfExists(part);
        throw e;
      }
      whole = false;
    }
    if (!whole) {
      truncate(part);
    }
    long size = Files.size(part);
    DurableFiles.forceFile(part);
    digest.update((byte) 0);
    digest.update(place.getBytes(StandardCharsets.UTF_8));
    String id = Sha256.of(digest).substring(0, LENGTH_OF_ID);
    Optional<InboundMail> known = database.read(tx -> inboundMails.find(tx, id));
    if (known.isPresent()) {
      Files.delete(part);
      return known.get();
    }
    Files.move(part, file(id), StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.forceFolder(folder);
    boolean complete = whole;
    return database.write(
        tx -> {
          inboundMails.record(tx, id, clock.instant(), size, complete);
          return inboundMails.find(tx, id).orElseThrow();
        });
  }

  /** Path of a message's bytes. */
  public Path file(String id) {
    return folder.resolve(id + ".eml");
  }

  private static void truncate(Path part) throws IOException {
    try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.truncate(KEPT_OF_TOO_LARGE);
    }
  }

  /** Ends a message that has no end. */
  private static final class Limited extends FilterOutputStream {
    private final long limit;
    private long written;
    private boolean overflowed;

    Limited(OutputStream out, long limit) {
      super(out);
      this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
      count(1);
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      count(length);
      out.write(bytes, from, length);
    }

    private void count(int more) throws IOException {
      written += more;
      if (written > limit) {
        overflowed = true;
        throw new IOException("the message is larger than " + limit + " bytes");
      }
    }
  }
}
