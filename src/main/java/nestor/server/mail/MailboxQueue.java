package nestor.server.mail;

import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import nestor.configuration.ImapSettings;
import nestor.server.pipeline.ConsoleReporter;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.component.mail.MailUidGenerator;
import org.apache.camel.spi.IdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * Selection of messages for one poll of the mailbox: the oldest, few enough that the first is soon
 * done. A message that stays although it was handled (it cannot be fetched or moved) is retried
 * less and less often, so that it holds up no other. While Nestor itself has trouble, no message is
 * handled.
 *
 * <p>The mail route uses it both as generator of message keys and as repository of those to skip.
 * It is for the route's thread alone.
 */
final class MailboxQueue implements MailUidGenerator, IdempotentRepository {
  /** Most numbers and flags that are asked for at once; a poll handles no more messages. */
  private static final int TOGETHER = 50;

  /** Most messages of a poll that were handled before. */
  private static final int AGAIN_TOGETHER = 10;

  /** One that cannot be fetched is moved away at the third time; what comes again then stays. */
  private static final int STAYS = 4;

  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Duration AFTER_OUR_TROUBLE = Duration.ofSeconds(5);
  private static final int REMEMBERED = 10_000;

  private final ImapSettings settings;
  private final ConsoleReporter reporter;
  private final LongSupplier nanos;
  private final Map<String, Offers> offered =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Offers> eldest) {
          return size() > REMEMBERED;
        }
      };
  private @Nullable Folder asked;
  private int askedUpTo;
  private int again;
  private long heldUntil;
  private boolean held;

  /** Number of times that a message was handled, and when it is its turn again. */
  private record Offers(int times, long next) {}

  MailboxQueue(ImapSettings settings, ConsoleReporter reporter, LongSupplier nanos) {
    this.settings = settings;
    this.reporter = reporter;
    this.nanos = nanos;
  }

  /**
   * A message's place, which it has for ever: if it is moved back, that is another. Messages are
   * asked for in their order, so those that follow are asked for along with it.
   */
  @Override
  public String generateUuid(MailEndpoint endpoint, Message message) {
    if (message.getMessageNumber() == 1) {
      again = 0;
    }
    askAhead(message);
    String box = settings.server().user() + "@" + settings.server().host();
    try {
      Folder folder = message.getFolder();
      if (folder instanceof UIDFolder numbered) {
        return box
            + "/"
            + folder.getFullName()
            + "/"
            + numbered.getUIDValidity()
            + "/"
            + numbered.getUID(message);
      }
    } catch (MessagingException e) {
      // The message or the connection is gone: the next step reports it.
    }
    return box + "/" + UUID.randomUUID();
  }

  private void askAhead(Message message) {
    Folder folder = message.getFolder();
    int number = message.getMessageNumber();
    if (folder == null || (folder.equals(asked) && number > 1 && number <= askedUpTo)) {
      return;
    }
    try {
      int last = Math.min(folder.getMessageCount(), number + TOGETHER - 1);
      FetchProfile profile = new FetchProfile();
      profile.add(UIDFolder.FetchProfileItem.UID);
      profile.add(FetchProfile.Item.FLAGS);
      folder.fetch(folder.getMessages(number, last), profile);
      asked = folder;
      askedUpTo = last;
    } catch (MessagingException | IndexOutOfBoundsException e) {
      // Each is then asked for by itself.
      asked = null;
    }
  }

  /** Records that a message was not handled though it was its turn. */
  void notYet(String place) {
    offered.remove(place);
  }

  /** Trouble that is not the message's: none is handled for a while. */
  void hold() {
    held = true;
    heldUntil = nanos.getAsLong() + AFTER_OUR_TROUBLE.toNanos();
  }

  /** Whether it is that message's turn. */
  @Override
  public boolean add(String place) {
    long now = nanos.getAsLong();
    if (held && heldUntil - now > 0) {
      return false;
    }
    if (held) {
      held = false;
      // What failed meanwhile was not their fault.
      offered.clear();
    }
    Offers before = offered.get(place);
    if (before == null) {
      offered.put(place, new Offers(1, now + pause(1)));
      return true;
    }
    if (before.next() - now > 0 || again >= AGAIN_TOGETHER) {
      return false;
    }
    again++;
    int times = before.times() + 1;
    offered.put(place, new Offers(times, now + pause(times)));
    if (times == STAYS) {
      reporter.report(
          "mail in",
          "a message stays in "
              + settings.folder()
              + " though it was handled "
              + (times - 1)
              + " times; it is tried again less and less often. See in the log why it cannot be fetched, or not be"
              + " moved to "
              + settings.done()
              + " or "
              + settings.failed());
    }
    return true;
  }

  private long pause(int times) {
    Duration pause = settings.every();
    for (int i = 1; i < times && pause.compareTo(LONGEST_PAUSE) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause.toNanos() : LONGEST_PAUSE.toNanos();
  }

  @Override
  public boolean contains(String place) {
    return offered.containsKey(place);
  }

  /** Asked for when a message failed: that is remembered all the same. */
  @Override
  public boolean remove(String place) {
    return true;
  }

  @Override
  public boolean confirm(String place) {
    return true;
  }

  @Override
  public void clear() {
    offered.clear();
  }

  @Override
  public void start() {}

  @Override
  public void stop() {}
}
