package nestor.server.pages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nestor.delivery.TextSanitizer;
import nestor.server.pipeline.WorkProgress;
import nestor.server.status.Status;
import nestor.server.status.StoreStatus;

/** Models of the status page, the log-in page, and the page of a problem. */
public final class StatusPages {

  StatusPages() {}

  /** The status of a running server. */
  public PageModel status(Status status, WorkProgress underway) {
    StoreStatus store = status.store();
    Map<String, Object> server = new HashMap<>();
    server.put("ready", status.runtime().ready());
    server.put("conditions", status.runtime().conditions());
    server.put("left", status.runtime().left());
    server.put("withheld", status.runtime().withheld());
    server.put("waiting", store.waiting().documents());
    server.put("oldest", store.waiting().oldest());
    server.put("quarantined", store.quarantined().unsettled());
    server.put("sent", store.handedOver().sent());
    server.put("pending", store.handedOver().pending());
    server.put("failed", store.handedOver().failed());
    server.put("open", store.handedOver().open());
    server.put("bounced", store.bounced());
    server.put(
        "questions",
        store.reading().open().stream()
            .map(
                one ->
                    new StoreStatus.OpenQuestions(
                        one.organisation(),
                        one.questions().stream().map(TextSanitizer::of).toList()))
            .toList());
    return PageModel.of("status", Map.of("server", server, "underway", underway));
  }

  /**
   * The way in.
   *
   * @param next where to go from there
   * @param wrong whether a token was presented that is not known
   */
  public PageModel logIn(String next, boolean wrong) {
    return PageModel.of("log-in", Map.of("next", next, "wrong", wrong));
  }

  /** Page that says why something cannot be done. */
  public PageModel problem(String title, String detail, List<String> faults) {
    return PageModel.of(
        "problem", Map.of("problem", Map.of("title", title, "detail", detail, "faults", faults)));
  }
}
