package nestor.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import nestor.server.mail.ReplyLine.Faulty;
import nestor.server.mail.ReplyLine.Reply;
import nestor.server.mail.ReplyLine.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {
  private static final String OWN = "nestor@nestor.example";

  private static List<ReplyLine> read(String text) {
    return ReplyParser.read(text, OWN);
  }

  @Test
  void aPlainLineIsAReplyAndEverythingElseIsText() {
    assertThat(
            read(
                """
                Dear all,
                done 3
                - Done 4, 7 and 9 on 2026-11-30.
                waive 5 until 2027-03-01: the new site opens in May: all of it
                Postpone no. 2 until 31 January 2027: after the audit

                What remains is undone. See you, we have waived nothing else.
                """))
        .containsExactly(
            new Reply("done 3", Verb.DONE, List.of(3), null, ""),
            new Reply(
                "- Done 4, 7 and 9 on 2026-11-30.",
                Verb.DONE,
                List.of(4, 7, 9),
                LocalDate.of(2026, 11, 30),
                ""),
            new Reply(
                "waive 5 until 2027-03-01: the new site opens in May: all of it",
                Verb.WAIVE,
                List.of(5),
                LocalDate.of(2027, 3, 1),
                "the new site opens in May: all of it"),
            new Reply(
                "Postpone no. 2 until 31 January 2027: after the audit",
                Verb.POSTPONE,
                List.of(2),
                LocalDate.of(2027, 1, 31),
                "after the audit"));
  }

  @Test
  void aLineThatAMailProgramBrokeIsWhole() {
    assertThat(
            read(
                """
                waive 5 until 2027-03-01: the new site opens in May and the old one closes
                a month later

                Regards
                """))
        .singleElement()
        .isInstanceOfSatisfying(
            Reply.class,
            reply ->
                assertThat(reply.why())
                    .isEqualTo("the new site opens in May and the old one closes a month later"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "> done 1",
        "On Mon, 1 Dec 2026 at 09:00, Nestor wrote:\ndone 1",
        "On Mon, 1 Dec 2026 at 09:00, Nestor\n<nestor@nestor.example> wrote:\n\ndone 1",
        "-----Original Message-----\nFrom: x\ndone 1",
        "________________________________\nFrom: Nestor\ndone 1",
        "Am 1.12.2026 um 09:00 schrieb Nestor <NESTOR@nestor.example>:\ndone 1",
        "Von: Nestor <nestor@nestor.example>\ndone 1",
        "-- \ndone 1",
      })
  void whatIsQuotedBelowIsNotRead(String quoted) {
    assertThat(read("done 2\n" + quoted + "\n"))
        .containsExactly(new Reply("done 2", Verb.DONE, List.of(2), null, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "done",
        "Done, thanks!",
        "done 3 on 03/04/2026",
        "waive 5",
        "waive 5 until 2027-03-01",
        "waive until 2027-03-01: why",
        "waive 5 until spring: why",
        "postpone 2 until 2027-13-01: why"
      })
  void aLineThatLacksSomethingIsAFaultWithItsCure(String line) {
    assertThat(read(line))
        .singleElement()
        .isInstanceOfSatisfying(
            Faulty.class, faulty -> assertThat(faulty.fault()).contains("; write it as "));
  }

  @Test
  void longWordsThatOnlyBeginAlikeAreText() {
    assertThat(read("doner kebab at 12\nwaiver talks went on\npostponed nothing")).isEmpty();
  }
}
