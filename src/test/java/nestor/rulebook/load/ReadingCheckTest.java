package nestor.rulebook.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import nestor.rulebook.Field;
import nestor.rulebook.RulebookCopy;
import nestor.rulebook.Vocabulary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the vocabulary declares for reading documents as meant, and the faults in it. */
class ReadingCheckTest {
  private @TempDir Path folder;
  private RulebookCopy book;

  @BeforeEach
  void copy() throws IOException {
    book = RulebookCopy.in(folder);
  }

  private void declare(String annotationsOfType, String fields) throws IOException {
    book.append(
        "vocabulary.drl",
        "\ndeclare Desk @section(\"desks\") @doc(\"Desks\")"
            + annotationsOfType
            + "\n"
            + fields
            + "end\n");
  }

  private String faultAt(String text, String fault) throws IOException {
    return "vocabulary.drl:" + book.lineOf("vocabulary.drl", text) + ":" + fault;
  }

  @Test
  void aFieldSaysByWhichHeadingsItIsFoundAndWhatItsValuesAre() throws IOException {
    declare(
        " @alias(\"tables; bureaux\")",
        """
          seat : String @key @refersTo("Person.name") @names("party") @doc("S")
          @alias("place") @alias("chair; stool")
          since : LocalDate @past @doc("S")
          part : BigDecimal @wholePer("seat") @doc("P")
        """);
    RulebookLoader.Loaded loaded = RulebookLoader.load(book.folder());
    Vocabulary vocabulary = loaded.parsed().vocabulary();
    assertThat(loaded.faults()).isEmpty();
    assertThat(vocabulary.section("desks").orElseThrow().aliases())
        .containsExactly("tables", "bureaux");
    assertThat(vocabulary.section("desks").orElseThrow().fields())
        .extracting(Field::reading)
        .containsExactly(
            new Field.Reading(
                java.util.List.of("place", "chair", "stool"),
                "party",
                "Person.name",
                false,
                true,
                null),
            new Field.Reading(java.util.List.of(), null, null, true, false, null),
            new Field.Reading(java.util.List.of(), null, null, false, false, "seat"));
  }

  @Test
  void anAliasThatIsTakenIsAFaultThatNamesTheOtherPlace() throws IOException {
    declare(
        " @alias(\"Vendors\")",
        "  seat : String @doc(\"S\")\n  place : String @alias(\"Seat; spot\") @doc(\"P\")\n");
    int vendors = book.lineOf("vocabulary.drl", "@alias(\"Vendors; ");
    int seat = book.lineOf("vocabulary.drl", "  seat : String");
    assertThat(book.faults())
        .extracting(Object::toString)
        .containsExactly(
            faultAt(
                "declare Desk",
                "46: the alias 'Vendors' is taken: Vendors in line "
                    + vendors
                    + "; keep it at one of the sections"),
            faultAt(
                "  place : String",
                "18: the alias 'Seat' is taken: seat in line "
                    + seat
                    + "; keep it at one of the fields"));
  }

  @Test
  void kindsAndReferencesThatDoNotExistAreFaults() throws IOException {
    declare(
        "",
        """
          seat : String @names("rol") @doc("S")
          room : String @refersTo("Sistem.name") @doc("R")
          host : String @refersTo("System.nam") @doc("H")
          part : BigDecimal @wholePer("seet") @doc("P")
        """);
    assertThat(book.faults())
        .extracting(Object::toString)
        .containsExactly(
            faultAt(
                "  seat : String",
                "17: 'rol' is no kind of names in names.yaml; did you mean 'role'?"),
            faultAt(
                "  room : String",
                "17: @refersTo(\"Sistem.name\") names no type of a section and its field;"
                    + " did you mean 'System'?"),
            faultAt("  host : String", "17: System has no field 'nam'; did you mean 'name'?"),
            faultAt("  part : BigDecimal", "21: Desk has no field 'seet'; did you mean 'seat'?"));
  }

  @Test
  void aQuestionIsKeptByTheNameOfWhatItAsksAbout() throws IOException {
    declare(
        " @ask(\"Who sits where?\")",
        "  seat : String @doc(\"S\") @ask(\"Where does {each} sit?\")\n");
    assertThat(RulebookLoader.load(book.folder()).parsed().vocabulary().questions())
        .containsEntry("desks", "Who sits where?")
        .containsEntry("desks.seat", "Where does {each} sit?");
  }

  @Test
  void aQuestionThatAsksNothingOrHasOtherBracesIsAFaultInItsPlace() throws IOException {
    declare(
        " @ask(\"Say of {each} who sits there?\")",
        """
          seat : String @doc("S") @ask("The seat")
          place : String @doc("S") @ask("Where does {who} sit?")
        """);
    String seat = faultAt("@ask(\"The seat\")", "");
    assertThat(book.faults())
        .extracting(Object::toString)
        .anyMatch(fault -> fault.contains("the question about desks has braces that nothing fills"))
        .anyMatch(
            fault ->
                fault.startsWith(seat)
                    && fault.contains("the question about desks.seat asks nothing"))
        .anyMatch(fault -> fault.contains("desks.place has braces that nothing fills"));
  }
}
