package nestor.cli;

import static nestor.cli.CommandRun.nestor;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nestor.rulebook.RulebookCopy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nestor check} as a user calls it. */
@Tag("thorough")
class CheckCommandTest {
  private @TempDir Path folder;

  @Test
  void checkTellsFaultsByItsExitAndTheirPlace() throws IOException {
    RulebookCopy copy = RulebookCopy.in(folder.resolve("rules"));
    assertThat(nestor("check", "--rules", copy.folder().toString()).exit()).isZero();
    copy.append("security.scenarios.yaml", "  - nam: x\n");
    copy.replace("templates/advisory.txt.peb", "{%", "{% nonsense %}{%");
    CommandRun ran = nestor("check", "--rules", copy.folder().toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("'nam' says nothing in a scenario; did you mean 'name'?")
        .contains("advisory.txt.peb:");
  }

  @Test
  void checkTellsFaultsOfRoutesToo() throws IOException {
    Path routes = Files.createDirectory(folder.resolve("routes"));
    Files.writeString(routes.resolve("a.camel.yaml"), "- route:\n    from:\n      steps: []\n");
    Files.writeString(routes.resolve("b.camel.yaml"), "- route: [\n");
    CommandRun ran = nestor("check", "--routes", routes.toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out().lines())
        .anyMatch(l -> l.contains("/routes/a.camel.yaml:1:3: a route has no id; "))
        .anyMatch(l -> l.contains("does not say where its documents come from"))
        .anyMatch(l -> l.contains("/routes/b.camel.yaml:") && l.contains("this is not YAML"));
  }

  @Test
  void checkTellsWhatRoutesNameAndIsNotThere() throws IOException {
    Path routes = Files.createDirectory(folder.resolve("routes"));
    String route =
        "- route:\n    id: ID\n    from:\n      uri: direct:ID\n      steps:\n        - STEP\n";
    for (List<String> bad :
        List.of(
            List.of("component", "to: {uri: \"kafka:documents\"}"),
            List.of("endpoint", "to: \"fiel:out\""),
            List.of("bean", "to: \"bean:inbx\""),
            List.of("option", "to: {uri: \"file:out\", parameters: {noup: true}}"),
            List.of("language", "setBody: {jsonpath: \"$.a\"}"),
            List.of("format", "marshal: {json: {}}"),
            List.of("step", "removeHedders: {pattern: \"*\"}"))) {
      Files.writeString(
          routes.resolve(bad.get(0) + ".camel.yaml"),
          route.replace("ID", bad.get(0)).replace("STEP", bad.get(1)));
    }
    Files.copy(Path.of("routes/inbox.camel.yaml"), routes.resolve("inbox.camel.yaml"));
    Files.copy(Path.of("routes/mail.camel.yaml"), routes.resolve("mail.camel.yaml"));
    Files.copy(Path.of("routes/http.camel.yaml"), routes.resolve("http.camel.yaml"));
    CommandRun ran = nestor("check", "--routes", routes.toString());
    assertThat(ran.exit()).isEqualTo(1);
    List<String> told = ran.out().lines().map(l -> l.substring(l.indexOf("/routes/") + 8)).toList();
    assertThat(told).as(ran.out()).hasSize(7);
    assertThat(told.get(0))
        .startsWith("bean.camel.yaml:6:11: there is no bean 'inbx'; did you mean 'inbox'?");
    assertThat(told.get(1))
        .startsWith(
            "component.camel.yaml:6:16: there is no component 'kafka'; use one of: bean, class");
    assertThat(told.get(2))
        .startsWith("endpoint.camel.yaml:6:11: there is no component 'fiel'; did you mean 'file'?");
    assertThat(told.get(3))
        .startsWith("format.camel.yaml:6:")
        .contains(": there is no data format 'jackson'; use one of: mimeMultipart");
    assertThat(told.get(4)).startsWith("language.camel.yaml:6:").contains("jsonpath");
    assertThat(told.get(5)).startsWith("option.camel.yaml:6:").contains("noup");
    assertThat(told.get(6)).startsWith("step.camel.yaml:6:").contains("removeHedders");
    assertThat(nestor("check", "--routes", "routes").exit()).isZero();
  }

  @Test
  void checkTellsFaultsOfTheConfigurationBesideTheOthers() throws IOException {
    RulebookCopy.in(folder.resolve("rules")).append("security.scenarios.yaml", "  - nam: x\n");
    Path config = write("nestor.yaml", "rules: rules\nhttp: {prot: 80}\n");
    CommandRun ran = nestor("check", "--config", config.toString());
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("nestor.yaml:2:8: http has no 'prot'; did you mean 'port'?")
        .contains("'nam' says nothing in a scenario");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
