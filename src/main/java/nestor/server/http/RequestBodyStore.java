package nestor.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import nestor.configuration.HttpLimits;
import nestor.store.DurableFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Store of request bodies on disk, byte by byte as they arrive, within limits of size and time. An
 * endpoint reads a body only once it is complete.
 */
final class RequestBodyStore {
  private static final Logger LOG = LoggerFactory.getLogger(RequestBodyStore.class);
  private static final long LOOK_MILLIS = 500;

  private final Vertx vertx;
  private final Path folder;
  private final long limit;
  private final HttpLimits limits;
  private final AtomicLong names = new AtomicLong();

  /**
   * @param limit the largest body that is taken, in bytes
   */
  RequestBodyStore(Vertx vertx, Path folder, long limit, HttpLimits limits) throws IOException {
    this.vertx = vertx;
    this.folder = folder;
    this.limit = limit;
    this.limits = limits;
    DurableFiles.createFolders(folder);
    // The sender of these never got a receipt.
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.body")) {
      left.forEach(this::forget);
    }
  }

  /**
   * Receives the body of a request, which waits meanwhile.
   *
   * @param then called once the whole body is in the visit's file
   * @param otherwise called instead with what is wrong
   */
  void receive(
      HttpServerRequest request,
      RequestContext context,
      Runnable then,
      Consumer<Problem> otherwise) {
    String length = request.getHeader("content-length");
    boolean none =
        request.getHeader("transfer-encoding") == null && (length == null || length.equals("0"));
    if (none || request.isEnded()) {
      then.run();
      return;
    }
    if (length != null && tooLong(length)) {
      otherwise.accept(tooLarge());
      return;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
      request.response().writeContinue();
    }
    request.pause();
    Path file = folder.resolve(names.incrementAndGet() + ".body");
    context.received(file);
    vertx
        .fileSystem()
        .open(file.toString(), new OpenOptions().setWrite(true).setCreate(true))
        .onSuccess(open -> new Transfer(request, open, then, otherwise).begin())
        .onFailure(e -> otherwise.accept(noRoom(e)));
  }

  /** Deletes the file of a request that was answered. */
  void forget(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("{} could not be deleted", file, e);
    }
  }

  private boolean tooLong(String length) {
    try {
      return Long.parseLong(length) > limit;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private Problem tooLarge() {
    return Problem.of(
        413,
        "Too large",
        "the body is larger than "
            + (limit >= 1 << 20 ? (limit >> 20) + " MB" : limit + " bytes")
            + "; send it in parts, each with some of the sections, or raise http.upload-limit");
  }

  private Problem tooSlow() {
    return Problem.of(
            408,
            "Too slow",
            "the body did not come within "
                + limits.body().toSeconds()
                + " s, nor at "
                + (limits.leastRate() >> 10)
                + " KB a second; send it again, in parts if the line is slow")
        .with("Connection", "close");
  }

  private static Problem noRoom(Throwable e) {
    LOG.error("A body could not be received", e);
    return Problem.of(
            503,
            "The disk does not take it",
            "nothing was received; free the disk of the home folder, then send it again")
        .with("Retry-After", "60");
  }

  /** One body on its way; all of it happens on the connection's own thread. */
  private final class Transfer {
    private final HttpServerRequest request;
    private final AsyncFile file;
    private final Runnable then;
    private final Consumer<Problem> otherwise;
    private long received;
    private int writing;
    private boolean ended;
    private boolean over;
    private final long begun = System.nanoTime();
    private final long looking;

    Transfer(
        HttpServerRequest request, AsyncFile file, Runnable then, Consumer<Problem> otherwise) {
      this.request = request;
      this.file = file;
      this.then = then;
      this.otherwise = otherwise;
      this.looking = vertx.setPeriodic(LOOK_MILLIS, tick -> look());
    }

    private void look() {
      if (!over && System.nanoTime() - begun > limits.nanosFor(received)) {
        fail(tooSlow());
      }
    }

    private void end() {
      over = true;
      vertx.cancelTimer(looking);
    }

    void begin() {
      file.exceptionHandler(e -> fail(noRoom(e)));
      request.exceptionHandler(
          e -> {
            if (!over) {
              end();
              file.close();
            }
          });
      request.handler(
          bytes -> {
            received += bytes.length();
            if (over) {
              return;
            }
            if (received > limit) {
              fail(tooLarge());
              return;
            }
            writing++;
            file.write(bytes)
                .onComplete(
                    written -> {
                      writing--;
                      if (written.failed()) {
                        fail(noRoom(written.cause()));
                      } else {
                        finish();
                      }
                    });
            if (file.writeQueueFull()) {
              request.pause();
              file.drainHandler(drained -> request.resume());
            }
          });
      request.endHandler(
          end -> {
            ended = true;
            finish();
          });
      request.resume();
    }

    /** Once all of it came, and all of that is written. */
    private void finish() {
      if (ended && writing == 0 && !over) {
        end();
        file.close().onSuccess(closed -> then.run()).onFailure(e -> otherwise.accept(noRoom(e)));
      }
    }

    private void fail(Problem problem) {
      if (!over) {
        end();
        file.close();
        otherwise.accept(problem);
      }
    }
  }
}
