package nestor.configuration;

import java.time.Duration;

/**
 * Settings of the mailbox that documents are fetched from. For sending see {@link MailServer} in
 * {@link MailSettings}.
 *
 * @param folder where mail arrives
 * @param done where a mail goes that was taken in
 * @param failed where a mail goes that was refused
 * @param every how often the mailbox is looked at
 */
public record ImapSettings(
    MailServer server, String folder, String done, String failed, Duration every) {}
