package nestor.server.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Locale;
import java.util.Objects;
import nestor.diagnostics.UserErrorException;
import org.jspecify.annotations.Nullable;

/** The address that this server sends from, and whose domain ends its Message-IDs. */
record OwnAddress(InternetAddress from) {
  private static final String NOBODY = "Nestor <nestor@localhost>";

  /**
   * @param configured the address with or without a name, or null for one that nobody can answer
   * @throws UserErrorException if it is no address
   */
  static OwnAddress of(@Nullable String configured) {
    String text = Objects.requireNonNullElse(configured, NOBODY);
    try {
      InternetAddress[] addresses = InternetAddress.parse(text, true);
      if (addresses.length == 1 && addresses[0].getAddress().contains("@")) {
        return new OwnAddress(addresses[0]);
      }
    } catch (AddressException e) {
      // Reported below.
    }
    throw new UserErrorException(
        "mail.from is no address: " + text + "; write Name <name@example.org>");
  }

  /** The address alone, in lower case. */
  String address() {
    return from.getAddress().toLowerCase(Locale.ROOT);
  }

  String domain() {
    String address = from.getAddress();
    return address.substring(address.lastIndexOf('@') + 1);
  }
}
