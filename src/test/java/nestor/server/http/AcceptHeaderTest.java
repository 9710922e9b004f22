package nestor.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.impl.HeaderParser;
import io.vertx.ext.web.impl.ParsableHeaderValuesContainer;
import io.vertx.ext.web.impl.ParsableMIMEValue;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Choice of a media type by RFC 9110, and where the parser of Vert.x chooses another one. */
class AcceptHeaderTest {
  private static final String HTML = "text/html";
  private static final String JSON = "application/json";

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html;q=0, */*", "text/html;q=0.1, */*;q=0.5", "text/*;q=0.1, */*;q=0.2"})
  void aPreciseRangeDecidesEvenWhereItForbids(String header) {
    assertThat(AcceptHeader.best(header, List.of(HTML, JSON))).contains(JSON);
    assertThat(byVertx(header, HTML, JSON))
        .as("Vert.x now follows RFC 9110: replace AcceptHeader by it")
        .isEqualTo(HTML);
  }

  private static String byVertx(String header, String first, String second) {
    List<MIMEHeader> accepted =
        HeaderParser.sort(HeaderParser.convertToParsedHeaderValues(header, ParsableMIMEValue::new));
    MIMEHeader best =
        new ParsableHeaderValuesContainer(
                accepted, List.of(), List.of(), List.of(), new ParsableMIMEValue("text/plain"))
            .findBestUserAcceptedIn(
                accepted, List.of(new ParsableMIMEValue(first), new ParsableMIMEValue(second)));
    return best.rawValue();
  }
}
