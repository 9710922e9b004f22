package nestor.rulebook.drools;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MedianGapTest {

  @Test
  void ofAnOddNumberOfGapsIsTheMiddleOne() {
    assertThat(of("2026-01-01", "2026-01-31", "2026-02-02", "2026-02-05"))
        .isEqualByComparingTo("3");
  }

  @Test
  void ofAnEvenNumberOfGapsIsHalfwayBetweenTheMiddleTwo() {
    assertThat(of("2026-01-01", "2026-01-06", "2026-01-08")).isEqualByComparingTo("3.5");
  }

  @Test
  void takesDatesInAnyOrderAndTheSameDateTwiceAsOne() {
    assertThat(of("2026-01-08", "2026-01-01", "2026-01-08")).isEqualByComparingTo("7");
  }

  @Test
  void isNothingForFewerThanTwoDates() {
    assertThat(of()).isNull();
    assertThat(of("2026-01-08", "2026-01-08")).isNull();
  }

  @Test
  void isTheSameWhenDroolsAsksDateByDate() {
    MedianGap function = new MedianGap();
    CollectingFunction.Values<LocalDate> dates = function.createContext();
    function.init(dates);
    Stream.of("2026-01-08", "2026-01-01", "2026-01-06")
        .map(LocalDate::parse)
        .forEach(date -> function.accumulate(dates, date));
    function.accumulate(dates, null);
    assertThat(function.getResult(dates)).isEqualTo(new BigDecimal("3.5"));
    function.init(dates);
    assertThat(function.getResult(dates)).isNull();
  }

  private static BigDecimal of(String... dates) {
    return MedianGap.of(Stream.of(dates).map(LocalDate::parse).toList());
  }
}
