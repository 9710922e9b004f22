package nestor.server.mail;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.delivery.mail.OutboundMail;
import nestor.delivery.mail.OutboundMailRepository;
import nestor.dossier.Dossier;
import nestor.dossier.DossierRepository;
import nestor.dossier.resolution.OpenQuestion;
import nestor.intake.Receipt;
import nestor.intake.mail.InboundMailRepository;
import nestor.intake.mail.MailDocument;
import nestor.intake.mail.ParsedMail;
import nestor.rulebook.NameTable;
import nestor.rulebook.Vocabulary;
import nestor.server.pipeline.DocumentParser;
import nestor.server.pipeline.QuestionAnswers;
import nestor.store.Database;
import nestor.store.Transaction;

/**
 * Answers to open questions in replies to mail of this server: lines such as {@code crm-db = CRM}.
 * Only what is asked can be answered so, and only for the organisation that the answered mail was
 * about; every other line is a person's text.
 */
final class MailedAnswers {
  private static final Pattern LINE =
      Pattern.compile("\\s*([^>=\\s][^=]{0,199}?)\\s*=\\s*(.{1,200}?)\\s*");

  private final Database database;
  private final DossierRepository dossiers;
  private final InboundMailRepository inboundMails;
  private final OutboundMailRepository outboundMails;
  private final DocumentParser parser;
  private final QuestionAnswers answers;
  private final Clock clock;

  MailedAnswers(
      Database database,
      DossierRepository dossiers,
      InboundMailRepository inboundMails,
      OutboundMailRepository outboundMails,
      DocumentParser parser,
      QuestionAnswers answers,
      Clock clock) {
    this.database = database;
    this.dossiers = dossiers;
    this.inboundMails = inboundMails;
    this.outboundMails = outboundMails;
    this.parser = parser;
    this.answers = answers;
    this.clock = clock;
  }

  /** The answers in a message, by the organisation whose questions they answer. */
  Map<String, List<QuestionAnswers.Answer>> in(ParsedMail opened, SortedSet<String> allowed) {
    Map<String, String> said = new HashMap<>();
    opened
        .text()
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> said.putIfAbsent(NameTable.key(line.group(1)), line.group(2)));
    Map<String, List<QuestionAnswers.Answer>> found = new HashMap<>();
    if (said.isEmpty()) {
      return found;
    }
    for (String organisation : answered(opened)) {
      if (allowed.contains(organisation)) {
        List<QuestionAnswers.Answer> some = answers(organisation, said);
        if (!some.isEmpty()) {
          found.put(organisation, some);
        }
      }
    }
    return found;
  }

  private List<QuestionAnswers.Answer> answers(String organisation, Map<String, String> said) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Vocabulary vocabulary = parser.vocabulary();
    Dossier dossier = database.read(tx -> dossiers.load(tx, organisation, vocabulary));
    List<QuestionAnswers.Answer> some = new ArrayList<>();
    for (OpenQuestion question : OpenQuestion.in(parser.resolve(dossier, today), vocabulary)) {
      String means =
          question.written().isEmpty() ? null : said.get(NameTable.key(question.written()));
      if (means != null) {
        some.add(
            new QuestionAnswers.Answer(
                question.written(), means, question.of().isEmpty() ? null : question.of()));
      }
    }
    return some;
  }

  /** The organisations that the mails were about which a message answers. */
  private SortedSet<String> answered(ParsedMail opened) {
    return database.read(
        tx -> {
          SortedSet<String> about = new TreeSet<>();
          for (String reference : opened.references()) {
            outboundMails
                .ours(tx, reference)
                .ifPresent(mail -> about.addAll(organisations(tx, mail)));
          }
          return about;
        });
  }

  private List<String> organisations(Transaction tx, OutboundMail mail) {
    List<String> organisations = new ArrayList<>();
    if (mail.organisation() != null) {
      organisations.add(mail.organisation());
    }
    if (mail.mail() != null) {
      for (MailDocument document : inboundMails.documents(tx, mail.mail())) {
        Receipt receipt = document.receipt();
        if (receipt != null && receipt.organisation() != null) {
          organisations.add(receipt.organisation());
        }
      }
    }
    return organisations;
  }

  /** Receives answers as a document of their organisation. */
  void receive(
      String organisation,
      List<QuestionAnswers.Answer> some,
      BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    answers.add(organisation, some, alongWith);
  }
}
