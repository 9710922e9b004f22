package nestor.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import nestor.engine.assessment.EngineDifference;
import nestor.server.health.HealthChecks;
import nestor.server.pipeline.InboxLeftovers;
import org.junit.jupiter.api.Test;

class StatusTest {
  private static final ObjectNode RECEIPT = JsonNodeFactory.instance.objectNode().put("id", "r1");

  private static final StoreStatus STORE =
      new StoreStatus(
          new StoreStatus.Waiting(1, Instant.parse("2026-11-21T08:00:00.5Z"), List.of(RECEIPT)),
          new StoreStatus.Quarantined(2, List.of(RECEIPT), 1, 0),
          new StoreStatus.Reading(
              List.of(RECEIPT), List.of(new StoreStatus.OpenQuestions("o", List.of("which?")))),
          new StoreStatus.HandedOver(
              3,
              1,
              0,
              List.of(new StoreStatus.Delivery("o", "a", "file", "o/a", "pending", 2, "full"))),
          List.of(new StoreStatus.Bounce("x@example.org", null, "a", "unknown")));

  @Test
  void theJsonOfARunningServerIsReadBack() {
    Status status =
        new Status(
            RuntimeStatus.running(
                "http://127.0.0.1:8420",
                List.of(new HealthChecks.State("a", null), new HealthChecks.State("b", "why")),
                new RuntimeStatus.RulebookFaults("abc", List.of("fault")),
                List.of("route fault"),
                List.of(new InboxLeftovers.Left("file", "why")),
                List.of(new RuntimeStatus.NotAdvised("o", "why")),
                List.of(
                    new EngineDifference(
                        "t/r", "abc", "o", LocalDate.EPOCH, List.of("a"), List.of(), null))),
            STORE);
    assertThat(Status.of(status.toJson())).isEqualTo(status);
    assertThat(status.toJson().fieldNames())
        .toIterable()
        .containsExactly(
            "server",
            "ready",
            "conditions",
            "rulebook",
            "routes",
            "left",
            "notAdvised",
            "withheld",
            "waiting",
            "quarantined",
            "reading",
            "handedOver",
            "bounced");
  }

  @Test
  void theJsonOfAHomeWithoutServerHasOnlyWhatTheStoreKnows() {
    Status status = new Status(RuntimeStatus.notRunning(null, List.of("fault")), STORE);
    assertThat(Status.of(status.toJson())).isEqualTo(status);
    assertThat(status.toJson().toString())
        .startsWith("{\"server\":{\"running\":false},\"rulebook\":{\"faults\":[\"fault\"]},")
        .contains("\"waiting\":{\"documents\":1,\"oldest\":\"2026-11-21T08:00:00.500Z\",")
        .contains("\"attempts\":2,\"lastError\":\"full\"}")
        .contains("{\"recipient\":\"x@example.org\",\"organisation\":null,\"advisory\":\"a\",")
        .doesNotContain("unsettled");
  }
}
