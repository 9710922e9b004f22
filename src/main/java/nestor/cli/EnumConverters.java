package nestor.cli;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import nestor.delivery.Format;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.Dates;
import nestor.rulebook.Priority;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converters of option values into constants, which list the possible values on a mistake. */
final class EnumConverters {
  private EnumConverters() {}

  private static <E extends Enum<E>> E choice(String what, String text, E[] values) {
    List<String> names = Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
    int at = names.indexOf(text.toLowerCase(Locale.ROOT));
    if (at < 0) {
      throw new TypeConversionException(
          "'" + text + "' is no " + what + "; " + Suggestions.cure(text, names));
    }
    return values[at];
  }

  static final class OfFormat implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      return choice("format", text, Format.values());
    }
  }

  static final class OfImpactFormat implements ITypeConverter<ImpactText.Format> {
    @Override
    public ImpactText.Format convert(String text) {
      return choice("format", text, ImpactText.Format.values());
    }
  }

  static final class OfPriority implements ITypeConverter<Priority> {
    @Override
    public Priority convert(String text) {
      return choice("priority", text, Priority.values());
    }
  }

  static final class OfForm implements ITypeConverter<RulesCommand.Form> {
    @Override
    public RulesCommand.Form convert(String text) {
      return choice("format", text, RulesCommand.Form.values());
    }
  }

  static final class OfCheckForm implements ITypeConverter<CheckCommand.Form> {
    @Override
    public CheckCommand.Form convert(String text) {
      return choice("format", text, CheckCommand.Form.values());
    }
  }

  static final class OfSchema implements ITypeConverter<SchemaCommand.Of> {
    @Override
    public SchemaCommand.Of convert(String text) {
      return choice("schema", text, SchemaCommand.Of.values());
    }
  }

  static final class OfPrinted implements ITypeConverter<OutputFormat> {
    @Override
    public OutputFormat convert(String text) {
      return choice("format", text, OutputFormat.values());
    }
  }

  static final class OfDate implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      try {
        return Dates.read(text);
      } catch (Dates.NoDateException e) {
        throw new TypeConversionException("'" + text + "' " + e.what() + "; " + e.cure());
      }
    }
  }
}
