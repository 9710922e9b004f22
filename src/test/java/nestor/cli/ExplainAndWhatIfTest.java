package nestor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nestor.engine.questions.Question;
import nestor.rulebook.KitchenRulebook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Why and why not, and what if, in another field than the shipped one. */
class ExplainAndWhatIfTest {
  private static final String RULES =
      """
      rule "k/warm" META
      when
        Threshold(name == "warmest", $limit : value)
        $f : Fridge(celsius > $limit)
      then
        advise.because("{$f.name} has {$f.celsius | number} degrees, over {$limit}.");
      end
      rule "k/unchecked" META
      when
        Threshold(name == "check-days", $limit : value, $since : since)
        $f : Fridge(checkedOn < $since)
      then
        advise.because("{$f.name} was checked {$f.checkedOn | ago}.");
      end
      rule "k/no-alarm" META
      when
        not Fridge(alarmed == true)
      then
        advise.because("No fridge raises an alarm.");
      end
      rule "style"
      when
        Organisation($style : style)
      then
        insertLogical(new Dimension("style", $style));
      end
      """;

  private static final String OVER =
      """
      rule "k/trouble" META
      when
        exists Recommendation(rule in ("k/warm", "k/unchecked"))
      then
        advise.because("The kitchen is in trouble.");
      end
      """;
  private static final String NEVER =
      """
      rule "k/never" META
      when
        Threshold(name == "warmest", $limit : value)
        $f : Fridge(celsius > $limit, celsius < $limit)
      then
        advise.because("{$f.name} is odd.");
      end
      """;
  private static final String MANY =
      """
      rule "k/many" META
      when
        accumulate(Fridge(alarmed == false); $silent : count())
        accumulate(Fridge(alarmed == true); $loud : count(); $silent > $loud)
      then
        advise.because("{$silent | number} fridges are silent.");
      end
      """;

  private @TempDir Path folder;

  record Ran(int exit, String out, String err) {}

  @BeforeEach
  void rulebook() throws IOException {
    KitchenRulebook.with(folder.resolve("rules"), RULES);
  }

  @Test
  void aRecommendationTellsItsEntriesItsLimitAndWhyThatLimit() throws IOException {
    Path file = file("organisation: {style: canteen}\nfridges: [{name: big, celsius: 5}]");
    assertThat(explain(file, "k/warm"))
        .contains("RECOMMENDED for bistro")
        .contains("big has 5 degrees, over 4 degrees.")
        .contains("fridges[big]: celsius 5")
        .contains("warmest: 4 degrees, our judgement")
        .contains("style is canteen (canteen 4 degrees, otherwise 7 degrees)")
        .contains("fridges[big].celsius: 4 instead of 5");
  }

  @Test
  void aClearRuleTellsTheConditionThatFailedAndWhatCameNearest() throws IOException {
    Path file =
        file("fridges: [{name: far, checkedOn: 2026-03-30}, {name: near, checkedOn: 2026-03-22}]");
    String why = explain(file, "k/unchecked");
    assertThat(why)
        .contains("CLEAR for bistro")
        .contains("✗ a fridge where checked on is before 21 Mar 2026: none of 2")
        .contains("fridges[near].checkedOn: 20 Mar 2026 instead of 22 Mar 2026");
    assertThat(why.indexOf("near: checked on")).isLessThan(why.indexOf("far: checked on"));
  }

  @Test
  void anEmptySectionIsSaidPlainly() throws IOException {
    assertThat(explain(file("fridges: []"), "k/warm"))
        .contains("there is none: fridges is given, and empty");
  }

  @Test
  void whatBlocksIsNamed() throws IOException {
    assertThat(explain(file("fridges: [{name: big, alarmed: true}]"), "k/no-alarm"))
        .contains("✗ no fridge where alarmed is yes: there is")
        .contains("big: alarmed yes");
  }

  @Test
  void whatIsNotAssessedIsAskedForInPlainWords() throws IOException {
    assertThat(explain(file("fridges: [{name: big}]"), "k/no-alarm"))
        .contains("NOT ASSESSED for bistro")
        .contains("Tell us, of big: whether it raises an alarm. [fridges.alarmed]")
        .contains("It would be recommended with")
        .contains("It would be clear with");
  }

  @Test
  void anUnknownRuleGetsTheNearestName() throws IOException {
    Ran ran = run("explain", file("fridges: []").toString(), "k/wram");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no rule 'k/wram'; did you mean 'k/warm'?");
  }

  @Test
  void withoutARuleTheBestQuestionsAreListed() throws IOException {
    Ran ran = run("explain", file("organisation: {style: bistro}").toString());
    assertThat(ran.out())
        .contains("What to ask bistro next")
        .contains("1. Tell us the fridges.")
        .contains("It could settle 3 rules.");
  }

  @Test
  void aRuleOverRecommendationsIsExplainedByThemAndChangedThroughThem() throws IOException {
    KitchenRulebook.with(folder.resolve("rules"), RULES + OVER);
    String due = explain(file("fridges: [{name: big, celsius: 9}]"), "k/trouble");
    assertThat(due)
        .contains("RECOMMENDED for bistro")
        .contains(
            "It would be clear with - close: T (k/warm) - fridges[big].celsius: 4 instead of 9");
    String clear = explain(file("fridges: [{name: big, celsius: 4, alarmed: true}]"), "k/trouble");
    assertThat(clear)
        .contains("CLEAR for bistro")
        .contains("It would be recommended with - fridges[big].checkedOn: 20 Mar 2026");
  }

  @Test
  void whereNothingLeadsToAnAnswerTheWallIsNamed() throws IOException {
    KitchenRulebook.with(folder.resolve("rules"), RULES + NEVER);
    assertThat(explain(file("fridges: [{name: big, celsius: 4}]"), "k/never"))
        .contains("No small change was found with which it would be recommended")
        .contains("what is missing is a fridge where");
  }

  @Test
  void manyEntriesAreChangedTogetherWhereTheyCountTogether() throws IOException {
    KitchenRulebook.with(folder.resolve("rules"), RULES + MANY);
    String fridges = "";
    for (int i = 1; i <= 9; i++) {
      fridges += (i == 1 ? "" : ", ") + "{name: f" + i + ", alarmed: true}";
    }
    String why = explain(file("fridges: [" + fridges + "]"), "k/many");
    assertThat(why).contains("CLEAR for bistro").contains("It would be recommended with");
    assertThat(why.split("alarmed: no instead of yes", -1)).hasSize(6);
  }

  @Test
  void questionsThatAreAllCriticalAreSaidToBe() {
    assertThat(new Question("a", "a", 1, 1, List.of()).worth())
        .isEqualTo("It could settle 1 rule, a critical one.");
    assertThat(new Question("a", "a", 2, 2, List.of()).worth())
        .isEqualTo("It could settle 2 rules, both critical.");
    assertThat(new Question("a", "a", 3, 3, List.of()).worth())
        .isEqualTo("It could settle 3 rules, all critical.");
    assertThat(new Question("a", "a", 3, 2, List.of()).worth())
        .isEqualTo("It could settle 3 rules, 2 of them critical.");
  }

  @Test
  void whatIfTellsWhatAppearsAndWhatVanishes() throws IOException {
    Path file = file("organisation: {style: bistro}\nfridges: [{name: big, celsius: 9}]");
    Ran ran =
        run(
            "what-if",
            file.toString(),
            "--set",
            "fridges[big].celsius=5",
            "--set",
            "fridges[+].name=new",
            "--set",
            "fridges[+].checkedOn=2026-01-30");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("Would be recommended")
        .contains("+ new was checked 60 days ago.")
        .contains("(k/warm), was recommended")
        .contains("- big has 9 degrees, over 7 degrees.");
  }

  @Test
  void whatIfTellsAllFaultsWithTheNearestNames() throws IOException {
    Path file = file("fridges: [{name: big}, {name: small}]");
    Ran ran =
        run(
            "what-if",
            file.toString(),
            "--set",
            "fridgs[0].celsius=5",
            "--set",
            "fridges[bigg].celsius=5",
            "--set",
            "fridges[0].celcius=5",
            "--set",
            "fridges[small].celsius=warm",
            "--set",
            "fridges[7].celsius=5");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains("there is no section 'fridgs'; did you mean 'fridges'?")
        .contains("no entry of fridges is called 'bigg'; did you mean 'big'?")
        .contains("fridges has no field 'celcius'; did you mean 'celsius'?")
        .contains("fridges[small].celsius: 'warm' is not a number")
        .contains("fridges has 2 entries; write a number from 0 to 1, or + for a new one");
  }

  @Test
  void anEmptySectionCanBeSupposedAndASectionForgotten() throws IOException {
    Path file = file("fridges: [{name: big, alarmed: true}]");
    assertThat(run("what-if", file.toString(), "--set", "fridges=[]").out())
        .contains("+ No fridge raises an alarm.");
    assertThat(run("what-if", file.toString(), "--unset", "fridges").out())
        .contains("(k/no-alarm), was clear")
        .contains("needs fridges");
  }

  private Path file(String yaml) throws IOException {
    Path file = folder.resolve("bistro.yaml");
    Files.writeString(file, yaml);
    return file;
  }

  private String explain(Path file, String rule) {
    Ran ran = run("explain", file.toString(), rule);
    assertThat(ran.err()).isEmpty();
    // Where a line is broken is for the eye.
    return ran.out().replaceAll("\\s+", " ");
  }

  private Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--rules",
            folder.resolve("rules").toString(),
            "--as-of",
            KitchenRulebook.TODAY.toString()));
    int exit = line.execute(all.toArray(String[]::new));
    return new Ran(exit, out.toString(), err.toString());
  }
}
