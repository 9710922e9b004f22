package nestor.cli;

import static nestor.cli.CommandRun.nestor;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import nestor.rulebook.RulebookCopy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults in what {@code rulebook.yaml} says of ranking, moves, stories, dates and owners. */
class CompositionFaultsTest {
  private @TempDir Path folder;

  @Test
  void everyFaultIsToldWithItsPlaceAndCure() throws IOException {
    RulebookCopy copy = RulebookCopy.in(folder.resolve("rules"));
    copy.replace(
        "rulebook.yaml", "title: Back up, test the restore, rehearse a break-in", "with: [CEO]");
    copy.replace("rulebook.yaml", "[systems.critical]", "[systems.critcal]");
    copy.replace(
        "rulebook.yaml",
        "never-first: [security/client-trust]",
        "never-first: [security/client-trst]");
    copy.replace("rulebook.yaml", "{systems.peakLoad}", "{systems.peekLoad}");
    copy.replace("rulebook.yaml", "hours-a-week: 8", "hours-a-week: eight");
    copy.replace("rulebook.yaml", "weeks: {hours: 10", "week: {hours: 10");
    copy.replace("rulebook.yaml", "first-steps-a-week", "first-step-a-week");

    CommandRun ran = nestor("check", "--rules", copy.folder().toString());

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .contains("the group 'resilience drill' has no title; add title: to it")
        .contains("there is no field 'systems.critcal'; did you mean 'systems.critical'?")
        .contains("there is no rule 'security/client-trst'; did you mean 'security/client-trust'?")
        .contains("there is no field 'systems.peekLoad'; did you mean 'systems.peakLoad'?")
        .contains("'eight' is no number of hours-a-week; write a whole number from 1 to 10000")
        .contains("there is no effort 'week'; did you mean 'weeks'?")
        .contains("owners has no 'first-step-a-week'; did you mean 'first-steps-a-week'?");
    assertThat(ran.out().lines().filter(line -> line.contains("rulebook.yaml:")))
        .hasSizeGreaterThanOrEqualTo(7)
        .allMatch(line -> line.matches(".*rulebook\\.yaml:\\d+:\\d+: .*"));
  }
}
