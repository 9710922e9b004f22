package nestor.intake.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationResultsTest {
  private static final String SENDER = "cio@meridian.example";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mx.example; dmarc=pass header.from=meridian.example",
        "MX.example 1; spf=fail smtp.mailfrom=a@b.example; dmarc=pass (p=reject) header.from=MERIDIAN.example",
        "mx.example; dkim=pass header.d=meridian.example header.s=s1",
        "mx.example; dkim=pass header.i=@meridian.example",
        "mx.example; dkim = pass header.d = mail.meridian.example",
        "mx.example; spf=pass (mx.example: domain of x) smtp.mailfrom=cio@meridian.example",
        "mx.example(the gate);dmarc=pass header.from=meridian.example",
        "(a (nested) \\) comment) mx.example (ours)1(the first); dmarc=pass header.from=meridian.example",
        "\"mx.example\" 1; dmarc=pass(p=none)header.from=meridian.example",
        "\"mx\\.example\"; dmarc=pass header.from=meridian.example",
        "mx.example; dkim/1=pass header.d=meridian.example",
        "mx.example;\r\n\tspf=pass smtp.mailfrom=\"bounce\"@news.meridian.example",
      })
  void whatPassedForTheSendersDomainSpeaksForHim(String field) {
    assertThat(AuthenticationResults.objection(List.of(field), "mx.example", SENDER)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mx.example; none",
        "evil.example; dmarc=pass header.from=meridian.example",
        "mx.example.evil.example; dmarc=pass header.from=meridian.example",
        "mx.example; dmarc=fail header.from=meridian.example",
        "mx.example; dmarc=pass header.from=evil.example",
        "mx.example; dkim=pass header.d=evil.example header.i=@meridian.example",
        "mx.example; dkim=pass header.d=evilmeridian.example",
        "mx.example; dkim=pass header.d=example",
        "mx.example; dkim=pass header.d=meridian.example header.d=evil.example",
        "mx.example; spf=pass smtp.mailfrom=x@evil.example (; dmarc=pass)",
        "mx.example; spf=pass smtp.mailfrom=\"; dmarc=pass header.from=meridian.example\"@evil.example",
        "mx.example; spf=softfail (dmarc=pass) smtp.mailfrom=cio@meridian.example",
        "mx.example; x=\"\\\"; dmarc=pass\"",
        "(mx.example; dmarc=pass) evil.example; dmarc=pass",
        "mx.exam\"\"ple; dmarc=pass",
        "\"mx.exam\"ple; dmarc=pass",
        "mx.exam\"ple\"; dmarc=pass",
        "mx.exam(our)ple; dmarc=pass",
        "mx.example(x).evil; dmarc=pass header.from=meridian.example",
        "mx.example (x) .evil; dmarc=pass header.from=meridian.example",
        "mx.example evil; dmarc=pass header.from=meridian.example",
        "mx.example 1 evil; dmarc=pass header.from=meridian.example",
        "mx.example 1.evil; dmarc=pass header.from=meridian.example",
        "mx.example 1x; dmarc=pass header.from=meridian.example",
        "mx.example 1 2; dmarc=pass header.from=meridian.example",
        "mx.example 2; dmarc=pass header.from=meridian.example",
        "mx.example\"\"; dmarc=pass header.from=meridian.example",
        "\"mx.example\".evil; dmarc=pass header.from=meridian.example",
        "\"mx.example; dmarc=pass header.from=meridian.example",
        "mx.example (; dmarc=pass header.from=meridian.example",
        "mx.example@evil; dmarc=pass header.from=meridian.example",
        "mx.example/1; dmarc=pass header.from=meridian.example",
        "mx.example=1; dmarc=pass header.from=meridian.example",
        "mx.example, evil; dmarc=pass header.from=meridian.example",
        "mx.example\u00a0; dmarc=pass header.from=meridian.example",
        "mx.example\u0000; dmarc=pass header.from=meridian.example",
        "mx.example dmarc=pass header.from=meridian.example",
        "mx.example",
        "mx.example; dmarc=pass header.from=meridian.example(x).evil",
        "mx.example; dmarc=pass (x)fail header.from=meridian.example",
      })
  void nothingElseDoes(String field) {
    assertThat(AuthenticationResults.objection(List.of(field), "mx.example", SENDER)).isNotNull();
  }

  @Test
  void aNameIsTheSameInEitherCaseOfAsciiAlone() {
    String field = "; dmarc=pass header.from=meridian.example";

    assertThat(AuthenticationResults.objection(List.of("MK.Example" + field), "mk.example", SENDER))
        .isNull();
    assertThat(
            AuthenticationResults.objection(
                List.of("m\u212a.example" + field), "mk.example", SENDER))
        .as("the sign of Kelvin")
        .contains("no Authentication-Results of mk.example");
  }

  @Test
  void aServersFieldOfAnUnknownVersionIsNotPassedOverForALowerOne() {
    assertThat(
            AuthenticationResults.objection(
                List.of(
                    "mx.example 2; dmarc=fail",
                    "mx.example; dmarc=pass header.from=meridian.example"),
                "mx.example",
                SENDER))
        .contains("of version 2, which is not known here");
  }

  @Test
  void aServerThatGivesNoNameIsBelievedOnTopAlone() {
    String own =
        "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=meridian.example; dkim=pass (signature was"
            + " verified) header.d=meridian.example;dmarc=pass action=none"
            + " header.from=meridian.example;compauth=pass reason=100";
    String none = "spf=none smtp.mailfrom=evil.example; dkim=none; dmarc=none action=none";

    assertThat(objection(own)).isNull();
    assertThat(objection(own, "evil.example; dmarc=fail")).isNull();
    assertThat(objection(none, own)).contains("neither DMARC nor DKIM nor SPF passed");
    assertThat(objection("mx.example; dmarc=pass header.from=meridian.example"))
        .contains("topmost");
    assertThat(objection("mx.example; none", own)).contains("topmost");
    assertThat(objection("", own)).contains("topmost");
    assertThat(objection()).contains("topmost");
    assertThat(objection("(spf=pass smtp.mailfrom=meridian.example)")).contains("topmost");
  }

  private static String objection(String... fields) {
    return AuthenticationResults.objection(List.of(fields), AuthenticationResults.TOPMOST, SENDER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mx.example; dmarc=fail", "mx.example; spf=none"})
  void whatStandsBelowTheTopmostOfThatNameIsNotBelieved(String topmost) {
    assertThat(
            AuthenticationResults.objection(
                List.of(
                    "inner.example; dmarc=pass",
                    topmost,
                    "mx.example; dmarc=pass header.from=meridian.example"),
                "mx.example",
                SENDER))
        .contains("neither DMARC nor DKIM nor SPF passed for meridian.example");
  }
}
