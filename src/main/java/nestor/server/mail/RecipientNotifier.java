package nestor.server.mail;

import java.time.Instant;
import java.util.List;
import nestor.advisory.Advisory;
import nestor.configuration.Client;
import nestor.delivery.mail.OutboundMailRepository;
import nestor.server.pipeline.AdvisoryNotifier;
import nestor.store.Transaction;

/**
 * Notifier that promises a mail with an advisory to the recipients of its organisation, if any.
 * Mail is sent later, by {@link MailSender}.
 */
final class RecipientNotifier implements AdvisoryNotifier {
  private final List<Client> clients;
  private final OutboundMailRepository outboundMails;
  private final OwnAddress own;

  RecipientNotifier(List<Client> clients, OutboundMailRepository outboundMails, OwnAddress own) {
    this.clients = clients;
    this.outboundMails = outboundMails;
    this.own = own;
  }

  @Override
  public void promise(Transaction tx, Advisory advisory, Instant now) {
    String organisation = advisory.organisation().id();
    for (Client client : clients) {
      if (client.id().equals(organisation) && !client.recipients().isEmpty()) {
        outboundMails.promiseAdvisory(
            tx, own.domain(), organisation, advisory.advisory(), client.recipients(), now);
      }
    }
  }
}
