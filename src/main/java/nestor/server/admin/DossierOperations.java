package nestor.server.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import nestor.advisory.Advisory;
import nestor.advisory.AdvisoryJson;
import nestor.advisory.AdvisoryRepository;
import nestor.diagnostics.UserErrorException;
import nestor.dossier.AdvisoryState;
import nestor.dossier.DossierRepository;
import nestor.dossier.StoredSection;
import nestor.intake.Intake;
import nestor.intake.Receipt;
import nestor.intake.ReceiptRepository;
import nestor.store.Database;

/**
 * Operations that read what is on record of organisations: dossiers, and past advisories. For
 * tokens see {@link TokenOperations}; over HTTP the same data are read by {@code
 * OrganisationEndpoints}.
 */
record DossierOperations(
    Database database,
    DossierRepository dossiers,
    AdvisoryRepository advisories,
    ReceiptRepository receipts,
    Intake intake) {
  private static final int AT_ONCE = 200;

  /** Returns a past advisory with everything on which it rests. */
  ObjectNode advice(String id) {
    List<Advisory> found =
        id.isEmpty() ? List.of() : database.read(tx -> advisories.withId(tx, id, 2));
    if (found.size() != 1) {
      throw new UserErrorException(
          found.isEmpty()
              ? "nestor: no advisory '" + id + "' was given; its id stands at its end"
              : "nestor: several advisories begin with '" + id + "'; write more of the id");
    }
    Advisory advisory = found.get(0);
    ObjectNode advice = JsonNodeFactory.instance.objectNode();
    advice.put("advisory", AdvisoryJson.write(advisory));
    database
        .read(tx -> advisories.previous(tx, advisory))
        .ifPresent(previous -> advice.put("previous", AdvisoryJson.write(previous)));
    if (!advice.has("previous") && database.read(tx -> advisories.wasCompared(tx, advisory))) {
      advice.put("previousIsGone", true);
    }
    database
        .read(tx -> advisories.confirmation(tx, advisory.organisation().id(), advisory.advisory()))
        .ifPresent(confirmation -> advice.put("confirmedOn", confirmation.on().toString()));
    List<StoredSection> used =
        database.read(
            tx -> dossiers.usedFor(tx, advisory.organisation().id(), advisory.advisory()));
    sections(used, advice.putArray("sections"));
    ArrayNode changed = advice.putArray("changed");
    used.stream()
        .map(section -> section.origin().sha256())
        .distinct()
        .flatMap(hash -> database.read(tx -> receipts.accepted(tx, hash)).stream())
        .filter(receipt -> !isWhatArrived(receipt))
        .forEach(receipt -> changed.add(receipt.path()));
    return advice;
  }

  private boolean isWhatArrived(Receipt receipt) {
    try {
      intake.verify(receipt);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the ids of the organisations with a dossier. */
  ObjectNode organisations() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode all = json.putArray("organisations");
    database.read(tx -> dossiers.standings(tx)).forEach(s -> all.add(s.organisation()));
    return json;
  }

  /** Returns the dossier of an organisation. */
  ObjectNode dossier(String organisation) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    sections(database.read(tx -> dossiers.kept(tx, organisation)), json.putArray("sections"));
    return json;
  }

  /** The dossiers of the organisations whose ids come after that one, at most so many. */
  ObjectNode dossiersAfter(String after) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode all = json.putObject("organisations");
    database.read(
        tx -> {
          dossiers.standings(tx).stream()
              .map(AdvisoryState::organisation)
              .filter(id -> id.compareTo(after) > 0)
              .sorted()
              .limit(AT_ONCE)
              .forEach(id -> sections(dossiers.kept(tx, id), all.putArray(id)));
          return true;
        });
    return json;
  }

  private static void sections(List<StoredSection> sections, ArrayNode into) {
    sections.forEach(
        kept ->
            into.addObject()
                .put("section", kept.section())
                .put("source", kept.origin().source())
                .put("partial", kept.partial())
                // As text, so that no number changes on its way.
                .put("entries", kept.entries())
                .put("document", kept.origin().document())
                .put("received", kept.origin().received().toString())
                .put("sha256", kept.origin().sha256())
                .put("notes", kept.notes()));
  }
}
