package nestor.intake.mail;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Allow-list of senders per organisation, by address or domain. Whether a message is from the
 * sender that it names is decided by {@link AuthenticationResults}.
 */
public final class AllowedSenders {
  private final Map<String, List<String>> senders;

  /**
   * @param senders by the organisation's id: addresses, or domains with an at sign before them
   */
  public AllowedSenders(Map<String, List<String>> senders) {
    this.senders = new TreeMap<>(senders);
  }

  /** Returns the ids of the organisations whose documents that sender may send. */
  public SortedSet<String> organisations(String sender) {
    String domain = sender.substring(sender.lastIndexOf('@'));
    SortedSet<String> served = new TreeSet<>();
    senders.forEach(
        (organisation, allowed) -> {
          for (String one : allowed) {
            String pattern = one.strip().toLowerCase(Locale.ROOT);
            if (pattern.equals(sender) || pattern.equals(domain)) {
              served.add(organisation);
            }
          }
        });
    return served;
  }

  /** Whether it is an organisation of anybody here. */
  public boolean knows(String organisation) {
    return senders.containsKey(organisation);
  }
}
