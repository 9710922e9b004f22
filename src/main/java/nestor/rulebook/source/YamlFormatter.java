package nestor.rulebook.source;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Formatter of YAML text: indentation in steps of two, no blanks at line ends, no two blank lines.
 * Everything else is the author's choice; where a change of layout would change a value, the text
 * stays as it is.
 */
final class YamlFormatter {
  private static final int STEP = 2;

  private final TreeMap<Integer, Integer> indents = new TreeMap<>();

  private YamlFormatter() {}

  /** The text laid out; the same for text that is laid out already. */
  static String of(String text) {
    String plain = text.replace("\r\n", "\n");
    Node before = node(plain);
    String tidy = tidy(plain.lines().toList());
    if (!same(before, node(tidy))) {
      return plain;
    }
    YamlFormatter format = new YamlFormatter();
    format.visit(node(tidy), 0);
    String indented = tidy(format.indented(tidy.lines().toList()));
    return same(before, node(indented)) ? indented : tidy;
  }

  private static @Nullable Node node(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(true);
    options.setMaxAliasesForCollections(1000);
    return new Yaml(options).compose(new StringReader(text));
  }

  /**
   * Without blanks at the ends of lines, and without blank lines but single ones between others.
   */
  private static String tidy(List<String> lines) {
    StringBuilder text = new StringBuilder();
    boolean blank = false;
    for (String line : lines) {
      String stripped = line.stripTrailing();
      if (stripped.isEmpty()) {
        blank = !text.isEmpty();
      } else {
        text.append(blank ? "\n" : "").append(stripped).append('\n');
        blank = false;
      }
    }
    return text.toString();
  }

  /** Notes the indentation of each line on which a key or an item starts. */
  private void visit(@Nullable Node node, int indent) {
    if (node instanceof MappingNode mapping && mapping.getFlowStyle() == FlowStyle.BLOCK) {
      for (NodeTuple tuple : mapping.getValue()) {
        int line = tuple.getKeyNode().getStartMark().getLine();
        indents.putIfAbsent(line, indent);
        if (tuple.getValueNode().getStartMark().getLine() > line) {
          visit(tuple.getValueNode(), indent + STEP);
        }
      }
    } else if (node instanceof SequenceNode sequence
        && sequence.getFlowStyle() == FlowStyle.BLOCK) {
      for (Node item : sequence.getValue()) {
        indents.putIfAbsent(item.getStartMark().getLine(), indent);
        visit(item, indent + STEP);
      }
    }
  }

  private List<String> indented(List<String> lines) {
    List<String> indented = new ArrayList<>();
    int shift = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int now = line.length() - line.stripLeading().length();
      Integer wanted = indents.get(i);
      if (wanted != null) {
        shift = wanted - now;
      } else if (line.strip().startsWith("#")) {
        Map.Entry<Integer, Integer> next = indents.higherEntry(i);
        wanted = next != null && now == indentOf(lines, next.getKey()) ? next.getValue() : null;
      }
      int by = wanted == null ? Math.max(0, now + shift) : wanted;
      indented.add(line.isBlank() ? "" : " ".repeat(by) + line.stripLeading());
    }
    return indented;
  }

  private static int indentOf(List<String> lines, int at) {
    String line = lines.get(at);
    return line.length() - line.stripLeading().length();
  }

  private static boolean same(@Nullable Node a, @Nullable Node b) {
    if (a == null || b == null || !a.getTag().equals(b.getTag())) {
      return a == null && b == null;
    }
    if (a instanceof ScalarNode one && b instanceof ScalarNode other) {
      return Objects.equals(one.getValue(), other.getValue())
          && one.getScalarStyle() == other.getScalarStyle();
    }
    if (a instanceof SequenceNode one && b instanceof SequenceNode other) {
      boolean same = one.getValue().size() == other.getValue().size();
      for (int i = 0; same && i < one.getValue().size(); i++) {
        same = same(one.getValue().get(i), other.getValue().get(i));
      }
      return same;
    }
    if (a instanceof MappingNode one && b instanceof MappingNode other) {
      boolean same = one.getValue().size() == other.getValue().size();
      for (int i = 0; same && i < one.getValue().size(); i++) {
        NodeTuple left = one.getValue().get(i);
        NodeTuple right = other.getValue().get(i);
        same =
            same(left.getKeyNode(), right.getKeyNode())
                && same(left.getValueNode(), right.getValueNode());
      }
      return same;
    }
    return false;
  }
}
