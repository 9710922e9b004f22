package nestor.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.ZipInputStream;

/**
 * Database of one home folder, open in one process at a time.
 *
 * <pre>{@code
 * try (Database database = Database.open(home)) {
 *   database.change(tx -> tx.update("delete from token where id = ?", id));
 *   List<String> left = database.read(tx -> tx.query("select id from token", row -> row.text("id")));
 * }
 * }</pre>
 *
 * <p>When {@link #write} or {@link #change} returns, the change is forced to disk. {@link
 * #writeAhead} is for many small changes in a row, which {@link #force} makes durable together.
 * Safe for use by several threads; they must not be interrupted, because an interrupt closes the
 * file.
 */
public final class Database implements AutoCloseable {
  /**
   * Commit alone leaves H2 up to half a second behind on disk, and WRITE_DELAY=0 writes at each
   * commit but neither forces the disk nor tidies the file, which grew six times as large. So a
   * commit is followed by this, which does both.
   */
  private static final String FORCE_TO_DISK = "checkpoint sync";

  private final Path folder;
  private final HomeLock lock;
  private volatile EmbeddedDatabase opened;

  /** Whether H2 closed the database, as it does when the disk refuses to take a write. */
  private volatile boolean broken;

  private final AtomicInteger openings = new AtomicInteger(1);

  private final AtomicLong changes = new AtomicLong();

  private volatile boolean closed;

  private volatile Runnable onOpenedAnew = () -> {};

  /**
   * Only one changes the store at a time, and nobody while it is forced to disk: H2 (2.3.232)
   * writes its tables one after another, and what a transaction did to one in between would outlive
   * a crash without the record by which it could be undone.
   */
  private final ReentrantLock changing = new ReentrantLock(true);

  /** Changes made, and how many of them are safe on disk; both under {@link #changing}. */
  private long made;

  private long safe;

  private Database(Path folder, HomeLock lock, EmbeddedDatabase opened) {
    this.folder = folder;
    this.lock = lock;
    this.opened = opened;
  }

  /**
   * Opens the store in that folder, makes it if there is none, and brings its schema up to date.
   *
   * @throws HomeInUseException if another process has it open
   * @throws StoreException if it cannot be opened; it is then as it was
   */
  public static Database open(Path folder) {
    HomeLock lock;
    try {
      DurableFiles.createFolders(folder);
      lock = HomeLock.take(folder);
    } catch (IOException e) {
      throw new StoreException(
          folder
              + " cannot be written to ("
              + e
              + "); give the server's user the right to write there, or choose another folder with"
              + " --home",
          e);
    }
    try {
      return new Database(folder, lock, EmbeddedDatabase.open(folder));
    } catch (RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  /**
   * Is called when the database had to be opened anew, because the disk had refused a write: what
   * was not safe on disk is undone then, as after a crash.
   */
  public void onOpenedAnew(Runnable listener) {
    this.onOpenedAnew = listener;
  }

  /**
   * Does the work as one transaction.
   *
   * @return what the work returns, after everything committed so far is safe on disk
   * @throws StoreException if it failed; then nothing of it was done
   */
  public <T> T write(Function<Transaction, T> work) {
    int since = openings();
    T result = writeAhead(work);
    force(since);
    return result;
  }

  /** As {@link #write}, for work that returns nothing. */
  public void change(Consumer<Transaction> work) {
    write(
        tx -> {
          work.accept(tx);
          return true;
        });
  }

  /**
   * Does the work as one transaction that others can see at once but that a crash may still undo,
   * as a whole, until {@link #force} returns. For many small transactions in a row.
   *
   * @throws StoreException if it failed; then nothing of it was done
   */
  public <T> T writeAhead(Function<Transaction, T> work) {
    changing.lock();
    try {
      mend();
      made++;
      T result = transaction(work);
      changes.incrementAndGet();
      return result;
    } finally {
      changing.unlock();
    }
  }

  private <T> T transaction(Function<Transaction, T> work) {
    try {
      return attempt(work);
    } catch (StoreException e) {
      look(e);
      throw e;
    }
  }

  private <T> T attempt(Function<Transaction, T> work) {
    try (Connection connection = opened.pool().getConnection()) {
      try {
        T result = work.apply(new Transaction(connection));
        connection.commit();
        return result;
      } catch (RuntimeException | Error e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreException("the store did not take a change: " + e.getMessage(), e);
    }
  }

  /** Finds out whether a failure was the end of the database. */
  private void look(StoreException failure) {
    if (!failure.refused() && !closed) {
      try (Statement statement = opened.keeper().createStatement()) {
        statement.execute("select 1");
      } catch (SQLException e) {
        broken = true;
      }
    }
  }

  /** Opens the database anew if H2 closed it. */
  private void mend() {
    if (!broken) {
      return;
    }
    changing.lock();
    try {
      if (!broken) {
        return;
      }
      opened.giveUp();
      opened = EmbeddedDatabase.open(folder);
      openings.incrementAndGet();
      safe = made;
      broken = false;
      changes.incrementAndGet();
    } finally {
      changing.unlock();
    }
    onOpenedAnew.run();
  }

  /**
   * Number of times it was opened: once, and again whenever the disk had refused a write. Changes
   * that were not forced to disk before are undone then.
   */
  public int openings() {
    mend();
    return openings.get();
  }

  /**
   * Number of changes since the store was opened: while it is the same, every query gets the same
   * answer. It costs nothing to ask.
   */
  public long changes() {
    return changes.get();
  }

  /**
   * Waits until everything that was committed since then, and before, is safe on disk.
   *
   * @param since {@link #openings} before the first change, or before the first question whose
   *     answer is relied on
   * @throws StoreException if the disk refuses, or if it was opened anew since then: what was done
   *     or read may be undone
   */
  public void force(int since) {
    changing.lock();
    try {
      mend();
      if (since != openings.get()) {
        throw new StoreException(
            "the disk refused the store, which was opened anew; what was not safe is done again");
      }
      if (safe != made) {
        checkpoint();
      }
    } finally {
      changing.unlock();
    }
  }

  /**
   * Finds out whether the disk still takes what it is given, though there be nothing to give.
   *
   * @throws StoreException if it refuses
   */
  public void check() {
    changing.lock();
    try {
      mend();
      checkpoint();
    } finally {
      changing.unlock();
    }
  }

  private void checkpoint() {
    try (Statement statement = opened.keeper().createStatement()) {
      statement.execute(FORCE_TO_DISK);
      safe = made;
    } catch (SQLException e) {
      StoreException failure =
          new StoreException("the store cannot write to disk: " + e.getMessage(), e);
      look(failure);
      throw failure;
    }
  }

  /**
   * Asks without changing anything.
   *
   * @throws StoreException if it failed
   */
  public <T> T read(Function<Transaction, T> question) {
    mend();
    return transaction(question);
  }

  /** Closes the store cleanly and lets another process have it. */
  @Override
  public void close() {
    changing.lock();
    try {
      closed = true;
      opened.pool().close();
      try (Statement statement = opened.keeper().createStatement()) {
        statement.execute(EmbeddedDatabase.CLOSE);
      }
    } catch (SQLException e) {
      throw new StoreException("the store did not close cleanly: " + e.getMessage(), e);
    } finally {
      changing.unlock();
      release(lock);
    }
  }

  /**
   * Copies the database as it is now into a file that {@link #open} takes for its own.
   *
   * @param meanwhile is done while no change can be made
   * @throws StoreException if the disk refuses
   */
  public void copyTo(Path copy, Runnable meanwhile) {
    Path zipped = copy.resolveSibling(copy.getFileName() + ".zip");
    changing.lock();
    try (Statement statement = keeper().createStatement()) {
      statement.execute(FORCE_TO_DISK);
      statement.execute(
          "backup to '" + zipped.toAbsolutePath().toString().replace("'", "''") + "'");
      meanwhile.run();
    } catch (SQLException e) {
      throw new StoreException("the store cannot be copied: " + e.getMessage(), e);
    } finally {
      changing.unlock();
    }
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(zipped))) {
      // Without its file H2 makes a copy of nothing, and says nothing.
      if (zip.getNextEntry() == null) {
        throw new StoreException(
            "the store cannot be copied: its file is gone; /health/ready says how to save it");
      }
      Files.copy(zip, copy, StandardCopyOption.REPLACE_EXISTING);
      Files.delete(zipped);
    } catch (IOException e) {
      throw new StoreException("the store cannot be copied: " + e, e);
    }
  }

  private Connection keeper() {
    mend();
    return opened.keeper();
  }

  private static void release(HomeLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StoreException("cannot let go of the store: " + e, e);
    }
  }
}
