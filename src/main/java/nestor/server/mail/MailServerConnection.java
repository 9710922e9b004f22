package nestor.server.mail;

import jakarta.mail.PasswordAuthentication;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import nestor.configuration.MailServer;
import nestor.configuration.Secret;
import nestor.diagnostics.UserErrorException;
import nestor.server.reload.CamelRuntime;
import org.apache.camel.component.mail.MailAuthenticator;
import org.jspecify.annotations.Nullable;

/**
 * Connection settings and login of one mail server. For the mailbox itself see {@link
 * MailboxQueue}, for sending {@link MailSender}.
 */
final class MailServerConnection extends MailAuthenticator {
  private static final String CONNECT_MS = "15000";
  private static final String READ_MS = "60000";

  /**
   * Size of the pieces in which a large message is fetched, in bytes: few requests to the server,
   * and no message whole in memory.
   */
  private static final String PIECE_BYTES = "1048576";

  private final MailServer server;

  MailServerConnection(MailServer server) {
    this.server = server;
  }

  /** Sets the properties by which the route of a direction, {@code in} or {@code out}, connects. */
  void describe(CamelRuntime camel, String direction) {
    camel.setProperty("nestor.mail." + direction + ".host", server.host());
    camel.setProperty("nestor.mail." + direction + ".port", Integer.toString(server.port()));
  }

  /**
   * Properties of the mail library.
   *
   * @param protocol {@code imap} or {@code smtp}; security is not a matter of the protocol's name
   * @param ca certificates that are trusted beside the usual ones, or null
   * @throws UserErrorException if those cannot be read
   */
  Properties properties(String protocol, @Nullable Path ca) {
    Properties properties = new Properties();
    String prefix = "mail." + protocol + ".";
    properties.setProperty(prefix + "host", server.host());
    properties.setProperty(prefix + "port", Integer.toString(server.port()));
    properties.setProperty(prefix + "connectiontimeout", CONNECT_MS);
    properties.setProperty(prefix + "timeout", READ_MS);
    properties.setProperty(prefix + "writetimeout", READ_MS);
    properties.setProperty("mail.imap.fetchsize", PIECE_BYTES);
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    properties.setProperty(prefix + "ssl.protocols", "TLSv1.3 TLSv1.2");
    switch (server.security()) {
      case TLS -> properties.setProperty(prefix + "ssl.enable", "true");
      case STARTTLS -> {
        properties.setProperty(prefix + "starttls.enable", "true");
        properties.setProperty(prefix + "starttls.required", "true");
      }
      case NONE -> {}
    }
    if (server.user() != null) {
      properties.setProperty(prefix + "auth", "true");
    }
    if (server.accessTokenFile() != null) {
      properties.setProperty(prefix + "auth.mechanisms", "XOAUTH2");
    }
    if (ca != null && server.security() != MailServer.Security.NONE) {
      properties.put(prefix + "ssl.socketFactory", trusting(ca));
    }
    // A recipient that is refused must not keep the mail from the others.
    properties.setProperty("mail.smtp.sendpartial", "true");
    return properties;
  }

  /** Asked at each login, so that a token that was renewed counts at once. */
  @Override
  public PasswordAuthentication getPasswordAuthentication() {
    Path token = server.accessTokenFile();
    Secret password = server.password();
    String secret = password == null ? null : password.reveal();
    if (token != null) {
      try {
        secret = Files.readString(token).strip();
      } catch (IOException e) {
        // The server answers an empty token only with a failed login; the cause is here.
        secret = "";
      }
    }
    return new PasswordAuthentication(server.user(), secret);
  }

  private static SSLSocketFactory trusting(Path ca) {
    try (InputStream in = Files.newInputStream(ca)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (TrustManager usual : managers(null)) {
        if (usual instanceof X509TrustManager manager) {
          for (X509Certificate certificate : manager.getAcceptedIssuers()) {
            trusted.setCertificateEntry("usual-" + number++, certificate);
          }
        }
      }
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry("own-" + number++, certificate);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(trusted), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new UserErrorException(
          ca + " holds no certificates that can be read; save them there in PEM form");
    }
  }

  private static TrustManager[] managers(@Nullable KeyStore trusted)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }
}
