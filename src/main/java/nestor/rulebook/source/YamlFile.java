package nestor.rulebook.source;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.SourcePosition;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML file of the rulebook in which every value knows its line, so that a fault can name it.
 * Documents of organisations are read by {@code nestor.evidence}.
 */
public final class YamlFile {
  private static final int MOST_NESTED = 50;
  private static final int MOST_VALUES = 1_000_000;

  private final String file;
  private final List<Diagnostic> faults;

  private YamlFile(String file, List<Diagnostic> faults) {
    this.file = file;
    this.faults = faults;
  }

  /** A value and where it stands. */
  public final class Value {
    private final @Nullable Node node;
    private final SourcePosition position;

    private Value(@Nullable Node node, SourcePosition position) {
      this.node = node;
      this.position = position;
    }

    /** Position of the value's start. */
    public SourcePosition position() {
      return position;
    }

    /** The keys and values of a mapping; anything else is a fault and gives none. */
    public Map<String, Value> mapping() {
      if (isNothing()) {
        return Map.of();
      }
      Map<String, Value> entries = new LinkedHashMap<>();
      if (node instanceof MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
          String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
          Value value = new Value(tuple.getValueNode(), placeOf(tuple.getKeyNode()));
          if (entries.putIfAbsent(key, value) != null) {
            faults.add(value.position.fault("'" + key + "' is given twice", "keep one of them"));
          }
        }
      } else {
        faults.add(position.fault("keys with values are due here", "write key: value, one a line"));
      }
      return entries;
    }

    /** The items of a list; anything else is a fault and gives none. */
    public List<Value> items() {
      List<Value> items = new ArrayList<>();
      if (node instanceof SequenceNode sequence) {
        sequence.getValue().forEach(item -> items.add(new Value(item, placeOf(item))));
      } else if (!isNothing()) {
        faults.add(
            position.fault(
                "a list is due here", "write [a, b], or one item a line after a hyphen"));
      }
      return items;
    }

    /** The text of a single value; anything else is a fault and gives an empty text. */
    public String text() {
      if (node instanceof ScalarNode scalar) {
        return scalar.getValue().strip();
      }
      faults.add(position.fault("a single value is due here", "write it after the colon"));
      return "";
    }

    /**
     * Position of a value within this one; where there is none of that path, of the nearest that
     * holds it.
     *
     * @param path as {@code section[2].field}
     */
    public SourcePosition placeWithin(String path) {
      Value at = this;
      for (String step : path.split("[.\\[\\]]+")) {
        Value next = null;
        if (at.node instanceof SequenceNode && step.matches("\\d{1,6}")) {
          List<Value> items = at.items();
          int index = Integer.parseInt(step);
          next = index < items.size() ? items.get(index) : null;
        } else if (at.node instanceof MappingNode) {
          next = at.mapping().get(step);
        }
        if (next == null) {
          return at.position;
        }
        at = next;
      }
      return at.position;
    }

    /** Whether nothing stands here, or null. */
    public boolean isNothing() {
      return node == null || node.getTag().equals(Tag.NULL);
    }

    /** Whether a mapping stands here. */
    public boolean isMapping() {
      return node instanceof MappingNode;
    }

    /** Whether a list stands here. */
    public boolean isList() {
      return node instanceof SequenceNode;
    }

    /**
     * The value as plain maps, lists, texts, numbers, true, false and null, as JSON would hold it.
     */
    public @Nullable Object plain() {
      if (node instanceof MappingNode) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        mapping().forEach((key, value) -> map.put(key, value.plain()));
        return map;
      }
      if (node instanceof SequenceNode) {
        List<@Nullable Object> list = new ArrayList<>();
        items().forEach(item -> list.add(item.plain()));
        return list;
      }
      if (isNothing() || !(node instanceof ScalarNode scalar)) {
        return null;
      }
      String text = scalar.getValue();
      if (scalar.getTag().equals(Tag.BOOL)) {
        return Boolean.valueOf(text);
      }
      if (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT)) {
        try {
          return new java.math.BigDecimal(text);
        } catch (NumberFormatException notPlain) {
          return text;
        }
      }
      return text;
    }
  }

  /**
   * Reads a file.
   *
   * @param faults where faults of its syntax, and of the shape of its values later, are added
   * @return the top value, or nothing where the syntax is broken
   */
  public static Optional<Value> read(String file, String text, List<Diagnostic> faults) {
    YamlFile yaml = new YamlFile(file, faults);
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(true);
    options.setMaxAliasesForCollections(1000);
    // Nesting is looked at below, where the place is known; a limit there must be, too.
    options.setNestingDepthLimit(MOST_NESTED + 1);
    try {
      Node node = new Yaml(options).compose(new StringReader(text));
      new Size(yaml).of(node);
      return Optional.of(
          yaml.new Value(node, node == null ? new SourcePosition(file, 1, 1) : yaml.placeOf(node)));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      int column = e.getProblemMark() == null ? 1 : e.getProblemMark().getColumn() + 1;
      String problem = String.valueOf(e.getProblem()).replace('\n', ' ');
      faults.add(
          problem.contains("(TAB)")
              ? Diagnostic.at(
                  file, line, column, "a tab stands where only spaces may", "write spaces instead")
              : Diagnostic.at(
                  file,
                  line,
                  column,
                  "this is not YAML: " + problem,
                  "check the indentation, colons and quotes here and in the line above"));
      return Optional.empty();
    } catch (TooLarge e) {
      faults.add(e.diagnostic);
      return Optional.empty();
    } catch (YAMLException e) {
      if (String.valueOf(e.getMessage()).startsWith("Nesting Depth")) {
        faults.add(tooDeep(new SourcePosition(file, 1, 1)));
        return Optional.empty();
      }
      faults.add(
          Diagnostic.at(
              file,
              1,
              1,
              "this YAML is refused: " + e.getMessage(),
              "write values out instead of repeating them by aliases"));
      return Optional.empty();
    }
  }

  private static Diagnostic tooDeep(SourcePosition position) {
    return position.fault(
        "values are nested more than " + MOST_NESTED + " deep",
        "take brackets or indentation away");
  }

  /** Leaves a file that is too large once its aliases are written out. */
  private static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Diagnostic diagnostic;

    TooLarge(Diagnostic diagnostic) {
      super(diagnostic.toString(), null, false, false);
      this.diagnostic = diagnostic;
    }
  }

  /**
   * Size of a file with every alias written out, which is how it is read: a few lines of aliases of
   * aliases can stand for more than any memory holds, and an alias of itself has no end.
   */
  private static final class Size {
    private final YamlFile yaml;
    private int values;
    private int depth;

    Size(YamlFile yaml) {
      this.yaml = yaml;
    }

    void of(@Nullable Node node) {
      if (node == null) {
        return;
      }
      if (++depth > MOST_NESTED) {
        throw new TooLarge(tooDeep(yaml.placeOf(node)));
      }
      if (++values > MOST_VALUES) {
        throw new TooLarge(
            yaml.placeOf(node)
                .fault(
                    "there are more than " + MOST_VALUES + " values with all aliases written out",
                    "write values out instead of repeating them by aliases"));
      }
      if (node instanceof SequenceNode sequence) {
        sequence.getValue().forEach(this::of);
      } else if (node instanceof MappingNode mapping) {
        mapping
            .getValue()
            .forEach(
                entry -> {
                  of(entry.getKeyNode());
                  of(entry.getValueNode());
                });
      }
      depth--;
    }
  }

  private SourcePosition placeOf(Node node) {
    return new SourcePosition(
        file, node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
  }
}
