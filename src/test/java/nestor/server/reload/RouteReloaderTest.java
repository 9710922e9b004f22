package nestor.server.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import nestor.server.StubEngineServer;
import nestor.server.http.HttpTestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes are edited while they run: the shipped ones, on the real server. */
@Tag("server")
class RouteReloaderTest {
  private static final String UPLOADS =
      """
      - route:
          id: uploads
          from:
            uri: file
            parameters:
              directoryName: "{{nestor.inbox}}/../uploads"
              initialDelay: 0
              delay: 100
            steps:
              - removeHeaders:
                  pattern: "Camel*"
              - setHeader:
                  name: CamelFileName
                  constant: acme.json
              - to:
                  uri: file
                  parameters:
                    directoryName: "{{nestor.inbox}}"
      """;

  private static final String GUIDANCE =
      """
      - route:
          id: http-rules
          from:
            uri: "platform-http:/guidance"
            parameters:
              headerFilterStrategy: "#http-headers"
            steps:
              - to:
                  uri: "bean:http-rules"
      """;

  private @TempDir Path folder;
  private Path routes;
  private StubEngineServer server;

  @BeforeEach
  void open() throws IOException {
    routes = Files.createDirectories(folder.resolve("routes"));
    try (Stream<Path> shipped = Files.list(Path.of("routes"))) {
      for (Path route : shipped.toList()) {
        Files.copy(route, routes.resolve(route.getFileName()));
      }
    }
    server = new StubEngineServer(folder.resolve("desk"));
    server.routes = routes;
    server.open();
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void anEditedRouteRunsAndNoOtherIsTouched() throws IOException {
    Object other = server.server().camel().context().getRoute("http-advise");
    Object former = server.server().camel().context().getRoute("inbox");
    edit("inbox.camel.yaml", "delay: 250", "delay: 50");
    awaitTold("inbox.camel.yaml is in force: inbox");

    assertThat(server.server().camel().context().getRoute("inbox")).isNotSameAs(former);
    assertThat(server.server().camel().context().getRoute("http-advise")).isSameAs(other);
    assertInboxWorks("acme");
    assertThat(trouble()).isEmpty();
  }

  @Test
  void ofAnEditedFileOnlyTheRoutesThatSayOtherwiseAreReplaced() throws IOException {
    Object other = server.server().camel().context().getRoute("http-advise");
    Files.writeString(
        routes.resolve("http.camel.yaml"),
        Files.readString(routes.resolve("http.camel.yaml")) + GUIDANCE);
    awaitTold("http.camel.yaml is in force: http-rules");

    HttpTestClient http = new HttpTestClient(server.server().web().address());
    assertThat(http.get("/guidance").status()).isEqualTo(200);
    assertThat(http.get("/rules").status()).isEqualTo(404);
    assertThat(server.server().camel().context().getRoute("http-advise")).isSameAs(other);
  }

  @Test
  void anEditOfTheTemplateIsInForceForEachEndpoint() throws IOException {
    Object former = server.server().camel().context().getRoute("http-rules");
    edit(
        "http.camel.yaml",
        "      steps:\n",
        "      steps:\n        - log:\n            message: asked\n");
    awaitTold("http.camel.yaml is in force: http-advise");

    HttpTestClient http = new HttpTestClient(server.server().web().address());
    assertThat(http.get("/rules").status()).isEqualTo(200);
    assertThat(http.get("/health/live").status()).isEqualTo(200);
    assertThat(server.server().camel().context().getRoute("http-rules"))
        .isNotNull()
        .isNotSameAs(former);

    String good = Files.readString(routes.resolve("http.camel.yaml"));
    Files.writeString(
        routes.resolve("http.camel.yaml"), good.replace("httpMethodRestrict", "httpMethodRestict"));
    awaitFault("http.camel.yaml:16:9: its routes cannot be built", "httpMethodRestict");
    Files.writeString(
        routes.resolve("http.camel.yaml"), good.replace("bean:{{endpointName", "bean:{{endpoint"));
    awaitFault("http.camel.yaml", "endpoint");
    assertThat(http.get("/rules").status()).isEqualTo(200);

    Files.writeString(routes.resolve("http.camel.yaml"), good);
    await().untilAsserted(() -> assertThat(faults()).doesNotExist());
  }

  @Test
  void aRouteOfAnotherFileTakesNoEndpointsName() throws IOException {
    Files.writeString(routes.resolve("more.camel.yaml"), GUIDANCE);
    awaitFault("more.camel.yaml: the route 'http-rules' exists already in http.camel.yaml");
    assertThat(RouteFileCheck.check(routes))
        .anyMatch(fault -> fault.toString().contains("the route 'http-rules' exists already"));
    HttpTestClient http = new HttpTestClient(server.server().web().address());
    assertThat(http.get("/rules").status()).isEqualTo(200);
    assertThat(http.get("/guidance").status()).isEqualTo(404);
  }

  @Test
  void aFileThatIsNoYamlIsToldWithItsLineAndTheFormerRouteGoesOn() throws IOException {
    Object former = server.server().camel().context().getRoute("inbox");
    String good = Files.readString(routes.resolve("inbox.camel.yaml"));
    Files.writeString(routes.resolve("inbox.camel.yaml"), good.replace("uri: file", "uri: [file"));
    awaitFault("inbox.camel.yaml:");

    assertThat(server.server().camel().context().getRoute("inbox")).isSameAs(former);
    await()
        .untilAsserted(
            () ->
                assertThat(server.console())
                    .contains("the former routes go on: inbox.camel.yaml:"));
    assertThat(trouble()).contains("an edit is not in force: inbox.camel.yaml:");
    HttpTestClient http = new HttpTestClient(server.server().web().address());
    assertThat(http.get("/health/ready").status()).isEqualTo(503);
    assertThat(http.get("/health/ready").text()).contains("inbox.camel.yaml:");
    assertInboxWorks("acme");

    Files.writeString(routes.resolve("inbox.camel.yaml"), good);
    await().untilAsserted(() -> assertThat(faults()).doesNotExist());
    assertThat(trouble()).isEmpty();
    assertThat(server.server().camel().context().getRoute("inbox")).isSameAs(former);
  }

  @Test
  void whatARouteCannotUseIsToldWithTheCureAndTheFormerRouteGoesOn() throws IOException {
    String good = Files.readString(routes.resolve("inbox.camel.yaml"));
    Object former = server.server().camel().context().getRoute("inbox");
    List<List<String>> edits =
        List.of(
            List.of("uri: file", "uri: fiel", ":7: there is no component 'fiel'", "'file'?"),
            List.of("delay: 250", "dely: 250", ":9: its routes cannot be built", "dely"),
            List.of(
                "bean:inbox", "bean:inbx", ":13: there is no bean 'inbx'", "did you mean 'inbox'?"),
            List.of("#settled", "#setled", "no bean 'setled'", "did you mean 'settled'?"),
            List.of(
                "removeHeaders", "removeHedders", "its routes cannot be built", "removeHedders"),
            List.of("{{nestor.inbox}}", "{{nestor.inbux}}", "nestor.inbux", "its routes"));
    for (List<String> edit : edits) {
      Files.writeString(routes.resolve("inbox.camel.yaml"), good.replace(edit.get(0), edit.get(1)));
      awaitFault(edit.get(2), edit.get(3));
      assertThat(server.server().camel().context().getRoute("inbox")).isSameAs(former);
    }
    assertInboxWorks("acme");
  }

  @Test
  void aBadFileKeepsNoOtherFromAStart() throws IOException {
    server.close();
    Files.writeString(
        routes.resolve("kafka.camel.yaml"), UPLOADS.replace("uri: file", "uri: kafka:documents"));
    Files.writeString(routes.resolve("broken.camel.yaml"), "- route: [\n");
    server.open();

    assertThat(server.console()).contains("routes      not all can be started, the others run: ");
    assertThat(Files.readString(faults()))
        .contains("kafka.camel.yaml:4:7: there is no component 'kafka'; use one of: bean, class,")
        .contains("broken.camel.yaml:");
    assertThat(trouble()).contains("broken.camel.yaml:");
    HttpTestClient http = new HttpTestClient(server.server().web().address());
    assertThat(http.get("/health/ready").status()).isEqualTo(503);
    assertThat(http.get("/health/live").status()).isEqualTo(200);
    assertInboxWorks("acme");

    Files.delete(routes.resolve("broken.camel.yaml"));
    Files.writeString(routes.resolve("kafka.camel.yaml"), UPLOADS);
    awaitTold("kafka.camel.yaml is in force: uploads");
    await().untilAsserted(() -> assertThat(faults()).doesNotExist());
    assertThat(trouble()).isEmpty();
  }

  @Test
  void whatCheckKnowsOfBeansIsWhatTheServerOffers() {
    List<String> unknown =
        server.server().camel().beanNames().stream()
            .filter(name -> !name.equals(nestor.server.http.WebServer.ROUTER))
            .filter(name -> !RouteRegistry.BEANS.contains(name))
            .toList();
    assertThat(unknown).isEmpty();
  }

  @Test
  void anIdThatAnotherFileHasIsRefused() throws IOException {
    Files.writeString(
        routes.resolve("more.camel.yaml"), UPLOADS.replace("id: uploads", "id: inbox"));
    awaitFault("more.camel.yaml: the route 'inbox' exists already in inbox.camel.yaml");
    assertThat(folder.resolve("desk/uploads")).doesNotExist();
    assertInboxWorks("acme");
  }

  @Test
  void aNewFileRunsUntilItIsTakenAway() throws IOException {
    Files.writeString(routes.resolve("uploads.camel.yaml"), UPLOADS);
    awaitTold("uploads.camel.yaml is in force: uploads");
    Files.createDirectories(folder.resolve("desk/uploads"));
    Files.writeString(folder.resolve("desk/uploads/acme.json"), systems("crm"));
    await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(1));

    Files.delete(routes.resolve("uploads.camel.yaml"));
    awaitTold("uploads.camel.yaml is in force: no uploads");
    assertThat(server.server().camel().context().getRoute("uploads")).isNull();
    assertThat(trouble()).isEmpty();
    assertInboxWorks("beta");
  }

  @Test
  void aRouteMovesFromOneFileToAnother() throws IOException {
    Files.move(routes.resolve("inbox.camel.yaml"), routes.resolve("a.camel.yaml"));
    awaitTold("a.camel.yaml is in force: inbox");
    assertThat(faults()).doesNotExist();
    assertInboxWorks("acme");
  }

  @Test
  void whereTheNewRouteCannotStartTheFormerOneRunsAgain() throws IOException {
    String good = Files.readString(routes.resolve("inbox.camel.yaml"));
    Files.writeString(
        routes.resolve("inbox.camel.yaml"),
        good.replace("delay: 250", "delay: 250\n        startingDirectoryMustExist: true")
            .replace("\"{{nestor.inbox}}\"", "\"{{nestor.inbox}}/nowhere\"")
            .replace("noop: true", "noop: true\n        autoCreate: false"));
    awaitFault("inbox.camel.yaml: its routes cannot be started", "nowhere");

    assertThat(server.server().camel().context().getRoute("inbox")).isNotNull();
    assertInboxWorks("acme");
  }

  @Test
  void routesOfMailThatIsNotConfiguredStayOut() throws IOException {
    edit("mail.camel.yaml", "initialDelay: 0", "initialDelay: 100");
    awaitTold("mail.camel.yaml is in force: mail");
    assertThat(server.server().camel().context().getRoute("mail")).isNull();
    assertThat(trouble()).isEmpty();
  }

  @Test
  void aFolderThatWentAwayStopsNothing() throws IOException {
    Files.move(routes, folder.resolve("aside"));
    awaitFault("there is no route in it any more");
    assertInboxWorks("acme");
    Files.move(folder.resolve("aside"), routes);
    await().untilAsserted(() -> assertThat(faults()).doesNotExist());
  }

  @Tag("endurance")
  @Test
  void goodAndBadSavesWithoutEndLoseNoDocumentAndFailNoRequest() throws Exception {
    String inbox = Files.readString(routes.resolve("inbox.camel.yaml"));
    String http = Files.readString(routes.resolve("http.camel.yaml"));
    Random chance = new Random(20261122);
    int saves = 12;
    Thread editor =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < saves; i++) {
                  String wrong = chance.nextInt(3) == 0 ? "beans:" : "bean:";
                  long before = inboxesTaken();
                  Files.writeString(
                      routes.resolve("inbox.camel.yaml"),
                      inbox.replace("delay: 250", "delay: " + (40 + i)).replace("bean:", wrong));
                  Files.writeString(
                      routes.resolve("http.camel.yaml"),
                      http.replace("pattern: \"*\"", "pattern: \"*" + "*".repeat(i) + "\"")
                          .replace("bean:", wrong));
                  Thread.sleep(300 + chance.nextInt(500));
                  if (wrong.equals("bean:") && i % 3 == 0) {
                    // However busy the machine is, some of them come into force.
                    await().until(() -> inboxesTaken() > before);
                  }
                }
                Files.writeString(routes.resolve("inbox.camel.yaml"), inbox);
                Files.writeString(routes.resolve("http.camel.yaml"), http);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    editor.start();
    HttpTestClient client = new HttpTestClient(server.server().web().address());
    int dropped = 0;
    while (editor.isAlive()) {
      server.drop("org-" + dropped++ + ".json", systems("s" + dropped));
      assertThat(client.get("/schema.json").status()).isEqualTo(200);
    }
    int all = dropped;
    await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(all));
    await().untilAsserted(() -> assertThat(faults()).doesNotExist());
    assertThat(server.files("inbox")).isEmpty();
    assertThat(server.lines("quarantined")).isEmpty();
    assertThat(inboxesTaken()).isPositive();
  }

  private long inboxesTaken() {
    return server.lines("routes").stream()
        .filter(line -> line.contains("is in force: inbox"))
        .count();
  }

  private void edit(String file, String text, String by) throws IOException {
    String old = Files.readString(routes.resolve(file));
    assertThat(old).contains(text);
    Files.writeString(routes.resolve(file), old.replace(text, by));
  }

  private void awaitTold(String what) {
    await().untilAsserted(() -> assertThat(server.lines("routes")).anyMatch(l -> l.contains(what)));
  }

  private void awaitFault(String... what) {
    await()
        .ignoreExceptionsMatching(IOException.class::isInstance)
        .untilAsserted(() -> assertThat(Files.readString(faults())).contains(what));
  }

  private Path faults() {
    return folder.resolve("desk/routes.error.txt");
  }

  private String trouble() {
    return server.server().healthChecks().check().stream()
        .filter(state -> state.name().equals("routes"))
        .flatMap(state -> Stream.ofNullable(state.reason()))
        .findFirst()
        .orElse("");
  }

  private void assertInboxWorks(String organisation) throws IOException {
    int before = server.lines("advised").size();
    server.drop(organisation + ".json", systems("erp"));
    await().untilAsserted(() -> assertThat(server.lines("advised")).hasSize(before + 1));
  }

  private static String systems(String name) {
    return "{\"systems\": [{\"name\": \"" + name + "\"}]}";
  }
}
