package nestor.server.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import nestor.diagnostics.Diagnostic;
import nestor.dossier.DossierRepository;
import nestor.intake.Intake;
import nestor.intake.Receipt;
import nestor.intake.ReceiptRepository;
import nestor.rulebook.WaiversSection;
import nestor.store.Database;
import nestor.store.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Replies to recommendations, which are waived until a day or marked done. They are received as a
 * document of the section {@code waivers} that holds all other replies as well, since a section
 * replaces the one before. Safe for use by several threads.
 */
public final class RecommendationReplies {
  private final GrowingSection waivers;
  private final DocumentParser parser;

  /**
   * Reply to one recommendation.
   *
   * @param by who says so
   * @param done the day on which it was done, or null where it is waived
   * @param until the last day of the waiver, or null where it is done
   * @param why why it is waived; empty where it is done
   */
  public record Reply(
      String rule, String by, @Nullable LocalDate done, @Nullable LocalDate until, String why) {}

  public RecommendationReplies(
      Database database,
      ReceiptRepository receipts,
      Intake intake,
      DossierRepository dossiers,
      DocumentParser parser) {
    this.waivers =
        new GrowingSection(WaiversSection.SECTION, database, receipts, intake, dossiers, parser);
    this.parser = parser;
  }

  /**
   * Receives replies, each in place of what was said of its rule before.
   *
   * @param alongWith what is to be recorded in the same transaction as the receipt
   */
  public void add(
      String organisation, List<Reply> replies, BiConsumer<Transaction, Receipt> alongWith)
      throws IOException {
    waivers.change(organisation, former -> replace(former, replies), alongWith);
  }

  /**
   * Receives what somebody typed of a rule, in place of what was said of it before.
   *
   * @param fields of the entry; none where nothing is said of the rule any more
   */
  public void put(String organisation, String rule, Map<String, String> fields) throws IOException {
    waivers.change(organisation, former -> replace(former, rule, fields), (tx, receipt) -> {});
  }

  /** The faults for which it would be refused. */
  public List<Diagnostic> faults(String organisation, String rule, Map<String, String> fields) {
    return waivers.faults(organisation, former -> replace(former, rule, fields));
  }

  private void replace(ArrayNode entries, String rule, Map<String, String> fields) {
    remove(entries, Set.of(rule));
    if (!fields.isEmpty()) {
      ObjectNode entry = entries.addObject();
      entry.put(WaiversSection.RULE, rule);
      fields.forEach(entry::put);
    }
  }

  private void replace(ArrayNode entries, List<Reply> replies) {
    Set<String> answered = new TreeSet<>();
    replies.forEach(reply -> answered.add(reply.rule()));
    remove(entries, answered);
    replies.forEach(reply -> put(entries.addObject(), reply));
  }

  private void remove(ArrayNode entries, Set<String> answered) {
    Set<String> known = knownRules();
    for (int i = entries.size() - 1; i >= 0; i--) {
      String rule = entries.get(i).path(WaiversSection.RULE).asText();
      // A rule that the rulebook lost would have the whole document refused.
      if (answered.contains(rule) || !known.contains(rule)) {
        entries.remove(i);
      }
    }
  }

  private Set<String> knownRules() {
    return parser
        .vocabulary()
        .section(WaiversSection.SECTION)
        .flatMap(section -> section.field(WaiversSection.RULE))
        .map(field -> Set.copyOf(field.choices()))
        .orElse(Set.of());
  }

  private static void put(ObjectNode entry, Reply reply) {
    entry.put(WaiversSection.RULE, reply.rule());
    entry.put(WaiversSection.BY, reply.by());
    if (!reply.why().isEmpty()) {
      entry.put(WaiversSection.WHY, reply.why());
    }
    if (reply.done() != null) {
      entry.put(WaiversSection.DONE, reply.done().toString());
    }
    if (reply.until() != null) {
      entry.put(WaiversSection.UNTIL, reply.until().toString());
    }
  }
}
