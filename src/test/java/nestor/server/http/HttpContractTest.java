package nestor.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import nestor.server.RunningServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests by the thousand made from the description, right ones and odd ones: none is answered by
 * a fault of ours, and every answer is as the description says.
 */
class HttpContractTest {
  private static final long SEED = 8420;
  private static final int REQUESTS = 1500;
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/yaml",
          "text/csv",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "multipart/form-data; boundary=x",
          "multipart/form-data",
          "application/x-www-form-urlencoded",
          "image/png",
          "nonsense",
          "application/json; charset=utf-16");
  private static final List<String> BODIES =
      List.of(
          "",
          "{}",
          "[]",
          "null",
          "{\"backups\": []}",
          "{\"organisation\": {\"id\": \"acme\"}, \"backups\": [{\"system\": \"a\"}]}",
          "[{\"system\": \"a\"}]",
          "[{\"system\": 1e999999999}]",
          "{\"backups\": [",
          "[".repeat(500),
          "- system: a\n",
          "a: &a [*a]\n",
          "&a [*a, *a]\n",
          "system,lastRun\na,2026-01-01\n",
          "system\n\"a\n",
          "a=b&c=d",
          "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.json\"\r\n\r\n{\"backups\": []}\r\n--x--\r\n",
          "--x\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nvalue\r\n--x--\r\n",
          "--x\r\nnonsense",
          "PK\u0003\u0004nonsense",
          "\uFEFF{\"backups\": []}",
          "\u0000\uFFFF\uD83D\uDE00");
  private static final List<String> NAMES =
      List.of(
          "acme",
          "backups",
          "latest",
          "systems",
          "strategy",
          "a.json",
          "acme.backups.csv",
          "x.xlsx",
          "..",
          "%2e%2e",
          "%00",
          "%0d%0aX:1",
          "a%2Fb",
          "%C3%28",
          "%zz",
          "A B".replace(" ", "%20"),
          "%F0%9F%98%80",
          "a".repeat(300),
          "-",
          "%22%3Cscript%3E",
          "2026-01-01",
          "0",
          "-1",
          "999999999999",
          "CON",
          "null",
          "${jndi:x}".replace("{", "%7B").replace("}", "%7D").replace("$", "%24"));
  private static final List<String> ACCEPTS =
      List.of(
          "*/*",
          "application/json",
          "text/html,application/xhtml+xml;q=0.9",
          "text/markdown",
          "text/plain",
          "application/pdf",
          "image/*",
          "nonsense",
          "application/json;q=0",
          ",,,;;q=x");

  private final Random chance = new Random(SEED);
  private @TempDir Path folder;

  @Tag("flood")
  @Test
  void noRequestMeetsAFaultOfOursAndEveryAnswerIsAsDescribed() throws IOException {
    System.out.println("HttpContractTest: seed " + SEED + ", " + REQUESTS + " requests");
    JsonNode described = new OpenApi().document();
    List<String> paths = new ArrayList<>();
    described.get("paths").fieldNames().forEachRemaining(paths::add);
    // Stays open.
    paths.remove("/events");
    List<String> wrong = new ArrayList<>();
    try (RunningServer server = RunningServer.in(folder.resolve("desk"))) {
      for (int i = 0; i < REQUESTS; i++) {
        String template = pick(paths);
        List<String> methods = List.of(EndpointTable.methods(template).split(", "));
        String method = chance.nextInt(5) == 0 ? pick(METHODS) : pick(methods);
        String path = path(template);
        String body = pick(BODIES);
        HttpRequest.Builder request =
            server.ask().to(path).method(method, HttpRequest.BodyPublishers.ofString(body));
        List<String> headers = headers();
        for (int h = 0; h < headers.size(); h += 2) {
          request.header(headers.get(h), headers.get(h + 1));
        }
        HttpTestClient.Got got = server.ask().send(request);
        // Two dots lead to another address than the template's.
        boolean elsewhere = path.contains("..") || path.contains("%2e%2e");
        String fault =
            elsewhere && got.status() < 400 ? "" : fault(described, template, method, got);
        if (!fault.isEmpty()) {
          wrong.add(
              method
                  + " "
                  + path
                  + " "
                  + headers
                  + " "
                  + body
                  + " -> "
                  + got.status()
                  + ": "
                  + fault);
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(server.ask().get("/health/ready").status()).isEqualTo(200);
    }
  }

  private static String fault(
      JsonNode described, String template, String method, HttpTestClient.Got got)
      throws IOException {
    if (got.status() >= 500 && got.status() != 503) {
      return "a fault of ours";
    }
    String type = got.header("Content-Type").replaceAll(";.*", "");
    if (got.status() >= 400) {
      if (!type.equals("application/problem+json") && !type.equals("text/html")) {
        return "not a problem but " + type;
      }
      return method.equals("HEAD")
          ? ""
          : String.join(
              "; ", ApiDescription.faults("/components/responses/Problem", type, got.text()));
    }
    if (method.equals("HEAD") || got.status() == 304) {
      return got.text().isEmpty() ? "" : "a body where none is due";
    }
    String responses =
        "/paths/"
            + template.replace("/", "~1")
            + "/"
            + method.toLowerCase(Locale.ROOT)
            + "/responses/";
    if (described.at(responses + got.status()).isMissingNode()) {
      return "not described";
    }
    return String.join("; ", ApiDescription.faults(responses + got.status(), type, got.text()));
  }

  private String path(String template) {
    StringBuilder path = new StringBuilder();
    for (String piece : template.substring(1).split("/")) {
      path.append('/').append(piece.startsWith("{") ? pick(NAMES) : piece);
    }
    if (chance.nextInt(12) == 0) {
      path.append('/').append(pick(NAMES));
    }
    if (chance.nextInt(3) == 0) {
      path.append('?')
          .append(
              pick(
                  List.of(
                      "organisation", "as-of", "name", "limit", "id", "CamelHttpUri", "%20", "")))
          .append('=')
          .append(pick(NAMES));
    }
    // The client itself refuses what is no URI; such bytes go over a socket in another test.
    return path.toString().replace("%zz", "%25zz");
  }

  private List<String> headers() {
    List<String> headers = new ArrayList<>();
    if (chance.nextInt(8) != 0) {
      headers.addAll(List.of("Content-Type", pick(TYPES)));
    }
    if (chance.nextInt(2) == 0) {
      headers.addAll(List.of("Accept", pick(ACCEPTS)));
    }
    if (chance.nextInt(6) == 0) {
      headers.addAll(
          List.of("Content-Disposition", "attachment; filename=\"" + pick(NAMES) + "\""));
    }
    if (chance.nextInt(6) == 0) {
      headers.addAll(List.of("If-None-Match", pick(List.of("*", "\"x\"", "W/\"x\", ,", "x"))));
    }
    if (chance.nextInt(8) == 0) {
      headers.addAll(
          List.of("Authorization", pick(List.of("Bearer x", "Basic !", "Basic eDp5", "", "x"))));
    }
    if (chance.nextInt(8) == 0) {
      headers.addAll(
          List.of(
              pick(
                  List.of(
                      "CamelHttpResponseCode",
                      "CamelBeanMethodName",
                      "Origin",
                      "Range",
                      "X-Forwarded-Host")),
              pick(NAMES)));
    }
    return headers;
  }

  private String pick(List<String> of) {
    return of.get(chance.nextInt(of.size()));
  }
}
