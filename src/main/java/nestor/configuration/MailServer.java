package nestor.configuration;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Address and login of one mail server. {@link ImapSettings} add the folder and how often to look.
 *
 * @param user the name to log in with, or null where none is asked for
 * @param password from the file, the environment or a file of its own, or null
 * @param accessTokenFile the file whose present content is the token for XOAUTH2, or null
 */
public record MailServer(
    String host,
    int port,
    Security security,
    @Nullable String user,
    @Nullable Secret password,
    @Nullable Path accessTokenFile) {

  /** Protection of the connection. */
  public enum Security {
    /** From the first byte. */
    TLS,
    /** Asked for before the login, and demanded. */
    STARTTLS,
    /** Not at all. */
    NONE
  }
}
