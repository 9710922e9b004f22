package nestor.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import nestor.delivery.Format;
import nestor.diagnostics.Suggestions;
import nestor.rulebook.Priority;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Converts the text of an option to a constant of an enum, in upper or lower case. A text that is
 * no constant is rejected with the nearest ones. {@link #register} gives a command line one for
 * each enum of the options, so that no option names a converter.
 *
 * @param noun what the constants are called in a message, such as {@code format}
 */
record EnumConverter<E extends Enum<E>>(Class<E> type, String noun) implements ITypeConverter<E> {

  /** Registers a converter for each enum that options of Nestor have as their type. */
  static void register(CommandLine commandLine) {
    register(commandLine, Format.class, "format");
    register(commandLine, ImpactText.Format.class, "format");
    register(commandLine, RulesCommand.Form.class, "format");
    register(commandLine, CheckCommand.Form.class, "format");
    register(commandLine, OutputFormat.class, "format");
    register(commandLine, SchemaCommand.Of.class, "schema");
    register(commandLine, Priority.class, "priority");
  }

  private static <E extends Enum<E>> void register(
      CommandLine commandLine, Class<E> type, String noun) {
    commandLine.registerConverter(type, new EnumConverter<>(type, noun));
  }

  @Override
  public E convert(String text) {
    E[] constants = type.getEnumConstants();
    List<String> names =
        Arrays.stream(constants)
            .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    int index = names.indexOf(text.toLowerCase(Locale.ROOT));
    if (index < 0) {
      throw new TypeConversionException(
          "'" + text + "' is no " + noun + "; " + Suggestions.cure(text, names));
    }
    return constants[index];
  }
}
