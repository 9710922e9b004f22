package nestor.server.mail;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryRepository;
import nestor.delivery.mail.MailNumberRepository;
import nestor.delivery.mail.OutboundMail;
import nestor.delivery.mail.OutboundMailRepository;
import nestor.intake.Receipt;
import nestor.intake.mail.ParsedMail;
import nestor.server.pipeline.RecommendationReplies;
import nestor.store.Database;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Replies by mail to recommendations. A number stands for what the mail meant by it that is replied
 * to, and for nothing where that mail is not known. Answers to questions about data are {@link
 * MailedAnswers}.
 */
final class MailedReplies {
  private final Stores stores;
  private final RecommendationReplies replies;
  private final String own;
  private final Clock clock;

  /** Repositories that it reads. */
  record Stores(
      Database database,
      OutboundMailRepository outboundMails,
      MailNumberRepository numbers,
      AdvisoryRepository advisories) {}

  /**
   * Replies of a message.
   *
   * @param organisation the organisation whose recommendations they are about, or null where that
   *     is unknown; then no line is understood
   */
  record Found(@Nullable String organisation, List<Line> lines) {
    List<RecommendationReplies.Reply> understood() {
      return lines.stream().flatMap(line -> line.replies().stream()).toList();
    }
  }

  /**
   * Line of a message.
   *
   * @param said what becomes of it, or what is wrong with it
   * @param replies what it says; nothing where it is wrong
   */
  record Line(String written, String said, List<RecommendationReplies.Reply> replies) {}

  /** The mail that is replied to: the rules behind its numbers, and the latest advisory. */
  private record Asked(Map<Integer, String> rules, @Nullable Advisory latest) {}

  /**
   * @param own our address, in lower case
   */
  MailedReplies(Stores stores, RecommendationReplies replies, String own, Clock clock) {
    this.stores = stores;
    this.replies = replies;
    this.own = own;
    this.clock = clock;
  }

  /**
   * Returns the replies in a message.
   *
   * @param allowed the organisations for which its sender may speak
   */
  Found in(ParsedMail opened, String sender, SortedSet<String> allowed) {
    List<ReplyLine> lines = ReplyParser.read(opened.text(), own);
    if (lines.isEmpty()) {
      return new Found(null, List.of());
    }
    OutboundMail mail = answered(opened).orElse(null);
    String organisation = mail == null ? null : mail.organisation();
    if (mail == null || organisation == null) {
      return refused(
          lines,
          "answers no mail with recommendations, so nobody can tell what its number stands for;"
              + " reply to the mail that brought them");
    }
    if (!allowed.contains(organisation)) {
      return refused(
          lines,
          sender + " may not speak for " + organisation + "; ask one of its senders to reply");
    }
    Asked asked =
        stores
            .database()
            .read(
                tx ->
                    new Asked(
                        stores.numbers().rules(tx, mail.id()),
                        stores.advisories().latest(tx, organisation).orElse(null)));
    List<Line> read = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    lines.forEach(line -> read.add(read(line, sender, asked, seen)));
    return new Found(organisation, read);
  }

  /** Receives replies as a document of their organisation. */
  void receive(
      String organisation,
      List<RecommendationReplies.Reply> some,
      BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    replies.add(organisation, some, alongWith);
  }

  private static Found refused(List<ReplyLine> lines, String fault) {
    return new Found(
        null, lines.stream().map(line -> new Line(line.written(), fault, List.of())).toList());
  }

  /** The mail with recommendations that a message answers, by the nearest of its references. */
  private Optional<OutboundMail> answered(ParsedMail opened) {
    return stores
        .database()
        .read(
            tx ->
                opened.references().stream()
                    .flatMap(id -> stores.outboundMails().ours(tx, id).stream())
                    .filter(mail -> mail.advisory() != null)
                    .findFirst());
  }

  private Line read(ReplyLine line, String sender, Asked asked, Set<String> seen) {
    if (line instanceof ReplyLine.Faulty faulty) {
      return new Line(line.written(), faulty.fault(), List.of());
    }
    ReplyLine.Reply reply = (ReplyLine.Reply) line;
    List<RecommendationReplies.Reply> said = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    Set<String> rules = new TreeSet<>();
    String fault = dayFault(reply);
    for (int number : reply.numbers()) {
      String rule = asked.rules().getOrDefault(number, "");
      fault = fault == null ? fault(number, rule, asked) : fault;
      if (fault == null && seen.contains(rule)) {
        fault = "an earlier line speaks of " + number + " already; keep one of them";
      }
      if (fault == null) {
        rules.add(rule);
        titles.add(title(rule, asked));
        said.add(reply(reply, rule, sender));
      }
    }
    if (fault != null) {
      return new Line(line.written(), fault, List.of());
    }
    seen.addAll(rules);
    return new Line(line.written(), String.join("; ", titles) + ": " + outcome(reply), said);
  }

  private @Nullable String dayFault(ReplyLine.Reply reply) {
    LocalDate day = reply.day();
    if (day == null) {
      return null;
    }
    if (reply.verb() == ReplyLine.Verb.DONE) {
      return day.isAfter(today())
          ? day + " lies ahead; name the day on which it was done, or write \"postpone\""
          : null;
    }
    return day.isBefore(today()) ? day + " has passed; name a later day" : null;
  }

  private static @Nullable String fault(int number, String rule, Asked asked) {
    if (asked.rules().isEmpty() || (rule.isEmpty() && asked.rules().containsKey(number))) {
      return "the numbers of that mail stand for nothing any more; reply to a later one";
    }
    if (rule.isEmpty()) {
      return "there is no recommendation "
          + number
          + " in the mail that is answered; it has 1 to "
          + asked.rules().size();
    }
    return title(rule, asked).isEmpty()
        ? "recommendation " + number + " is not recommended any more; nothing is left to say of it"
        : null;
  }

  /** Title of a rule that is recommended or waived today; empty where it is neither. */
  private static String title(String rule, Asked asked) {
    Advisory latest = asked.latest();
    if (latest == null) {
      return "";
    }
    return latest.recommended().stream()
        .filter(r -> r.rule().equals(rule))
        .map(Advisory.Recommendation::title)
        .findFirst()
        .orElse(latest.waived().stream().anyMatch(w -> w.rule().equals(rule)) ? rule : "");
  }

  private RecommendationReplies.Reply reply(ReplyLine.Reply said, String rule, String sender) {
    LocalDate day = said.day() == null ? today() : said.day();
    return said.verb() == ReplyLine.Verb.DONE
        ? new RecommendationReplies.Reply(rule, sender, day, null, "")
        : new RecommendationReplies.Reply(rule, sender, null, day, said.why());
  }

  private String outcome(ReplyLine.Reply reply) {
    LocalDate day = reply.day() == null ? today() : reply.day();
    return switch (reply.verb()) {
      case DONE -> "marked done on " + day + "; it stays until the data shows it";
      case WAIVE -> "waived until " + day;
      case POSTPONE -> "waived until " + day + ", and back after that day";
    };
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
