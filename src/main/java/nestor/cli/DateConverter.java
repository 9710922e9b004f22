package nestor.cli;

import java.time.LocalDate;
import nestor.rulebook.Dates;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts the text of an option to a date; one that is none is rejected with the cure. */
final class DateConverter implements ITypeConverter<LocalDate> {
  @Override
  public LocalDate convert(String text) {
    try {
      return Dates.read(text);
    } catch (Dates.NoDateException e) {
      throw new TypeConversionException("'" + text + "' " + e.what() + "; " + e.cure());
    }
  }
}
