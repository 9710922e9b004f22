package nestor.server.admin;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Time limit for channels whose operations would otherwise wait without end. */
final class ChannelDeadline {
  private static final Logger LOG = LoggerFactory.getLogger(ChannelDeadline.class);

  private ChannelDeadline() {}

  /** Something that reads or writes. */
  @FunctionalInterface
  interface Talk<T> {
    T say() throws IOException;
  }

  /**
   * Does it, and closes the channel if that takes longer.
   *
   * @throws AsynchronousCloseException if it took longer
   */
  static <T> T within(Duration patience, SocketChannel channel, Talk<T> talk) throws IOException {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (!over.get()) {
                close(channel);
              }
            });
    try {
      return talk.say();
    } finally {
      over.set(true);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("A command could not be cut off", e);
    }
  }
}
