package nestor.workbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nestor.diagnostics.Diagnostic;
import nestor.diagnostics.Suggestions;
import nestor.dossier.Dossier;
import nestor.dossier.DossierSection;
import nestor.engine.counterfactual.Edit;
import nestor.engine.counterfactual.EditValueFormat;
import nestor.engine.wording.EntryNames;
import nestor.evidence.Document;
import nestor.evidence.DocumentReader;
import nestor.evidence.ParseResult;
import nestor.evidence.ParsedDocument;
import nestor.evidence.Rejection;
import nestor.rulebook.Field;
import nestor.rulebook.Section;
import nestor.rulebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Parser of assumed data as people write it: {@code backups[crm].lastRun=2026-11-20}, {@code
 * backups[2].lastRun=...}, {@code backups[+].system=hr} for a new entry ({@code [+2]} for a second
 * one), {@code backups=[]} for an empty section, {@code backups=complete} where nothing is missing
 * from the list. Values are read as those of a document are.
 */
public final class WhatIfParser {
  private static final String WHERE = "what-if";
  private static final Pattern PATH =
      Pattern.compile("([A-Za-z]\\w*)(?:\\[([^\\]]*)\\])?(?:\\.(\\w+))?");
  private static final Pattern NEW = Pattern.compile("\\+(\\d*)");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Vocabulary vocabulary;
  private final Dossier dossier;
  private final DocumentReader reader;
  private final List<Diagnostic> faults = new ArrayList<>();
  private final List<Edit> edits = new ArrayList<>();
  private final Map<Entry, Changed> entries = new LinkedHashMap<>();

  /** A section's entry; a new one has a number after those that are there. */
  private record Entry(Section section, int number) {}

  private record Changed(String written, ObjectNode values) {}

  private WhatIfParser(Vocabulary vocabulary, Dossier dossier) {
    this.vocabulary = vocabulary;
    this.dossier = dossier;
    this.reader = new DocumentReader(vocabulary);
  }

  /**
   * Supposed change of data.
   *
   * @param edits none where there are faults
   */
  public record Supposed(List<Edit> edits, List<Diagnostic> faults) {}

  /**
   * Reads the edits that a what-if makes to a dossier; every fault is reported.
   *
   * @param sets {@code path=value}
   * @param unsets paths of fields, entries or sections that are to be removed
   */
  public static Supposed of(
      Vocabulary vocabulary, Dossier dossier, List<String> sets, List<String> unsets) {
    WhatIfParser all = new WhatIfParser(vocabulary, dossier);
    sets.forEach(all::set);
    unsets.forEach(all::unset);
    all.entries.forEach(all::read);
    return new Supposed(
        all.faults.isEmpty() ? List.copyOf(all.edits) : List.of(), List.copyOf(all.faults));
  }

  private void set(String argument) {
    int equals = argument.indexOf('=');
    if (equals < 0) {
      fault(argument, "has no value", "write " + argument + "=VALUE");
      return;
    }
    String path = argument.substring(0, equals).strip();
    String value = argument.substring(equals + 1).strip();
    Matcher parts = parts(path);
    Section section = section(parts, path);
    if (parts == null || section == null) {
      return;
    }
    if (parts.group(2) == null && parts.group(3) == null) {
      if (value.equals("[]") || value.equals("{}")) {
        edits.add(new Edit.Empty(section.name()));
      } else if (value.equals(EditValueFormat.COMPLETE)) {
        complete(section, path);
      } else {
        fault(
            path,
            "names a whole section",
            "write "
                + section.name()
                + (section.single() ? ".FIELD=" : "[+].FIELD=")
                + value
                + ", or "
                + section.name()
                + "=[] for an empty one, or "
                + section.name()
                + "="
                + EditValueFormat.COMPLETE
                + " where nothing is missing from it");
      }
      return;
    }
    Optional<Entry> entry = entry(section, parts.group(2), path, true);
    Optional<Field> field = field(section, parts.group(3), path);
    if (entry.isPresent() && field.isPresent()) {
      changed(entry.get(), path).values().set(field.get().name(), node(field.get(), value));
    }
  }

  private void complete(Section section, String path) {
    if (dossier.sections().containsKey(section.name())) {
      edits.add(new Edit.Complete(section.name()));
    } else {
      fault(path, "lists nothing", "write " + section.name() + "=[] where there is none");
    }
  }

  private void unset(String path) {
    Matcher parts = parts(path);
    Section section = section(parts, path);
    if (parts == null || section == null) {
      return;
    }
    if (parts.group(2) == null && parts.group(3) == null) {
      edits.add(new Edit.Forget(section.name()));
      return;
    }
    Optional<Entry> entry = entry(section, parts.group(2), path, false);
    if (entry.isPresent() && parts.group(3) == null) {
      edits.add(new Edit.Remove(section.name(), entry.get().number()));
      return;
    }
    Optional<Field> field = field(section, parts.group(3), path);
    if (entry.isPresent() && field.isPresent()) {
      changed(entry.get(), path).values().remove(field.get().name());
    }
  }

  private @Nullable Matcher parts(String path) {
    Matcher parts = PATH.matcher(path);
    if (parts.matches()) {
      return parts;
    }
    fault(
        path, "is no path", "write section[entry].field, such as the explanation of a rule shows");
    return null;
  }

  private @Nullable Section section(@Nullable Matcher parts, String path) {
    if (parts == null) {
      return null;
    }
    String name = parts.group(1);
    Optional<Section> section = vocabulary.section(name);
    if (section.isEmpty()) {
      fault(
          path,
          "there is no section '" + name + "'",
          Suggestions.cure(name, vocabulary.sections().stream().map(Section::name).toList()));
    }
    return section.orElse(null);
  }

  private Optional<Field> field(Section section, @Nullable String name, String path) {
    List<String> known = section.fields().stream().map(Field::name).toList();
    if (name == null) {
      fault(path, "names no field", "add one of: ." + String.join(", .", known));
      return Optional.empty();
    }
    Optional<Field> field = section.field(name);
    if (field.isEmpty()) {
      fault(path, section.name() + " has no field '" + name + "'", Suggestions.cure(name, known));
    }
    return field;
  }

  private Optional<Entry> entry(
      Section section, @Nullable String word, String path, boolean mayBeNew) {
    int count = held(section).size();
    if (section.single()) {
      if (word == null || word.equals("0")) {
        return Optional.of(new Entry(section, 0));
      }
      fault(path, section.name() + " is one entry", "leave out [" + word + "]");
      return Optional.empty();
    }
    if (word == null) {
      fault(
          path,
          "names no entry",
          "write " + section.name() + "[...], with a number, a name, or + for a new one");
      return Optional.empty();
    }
    Matcher added = NEW.matcher(word);
    if (added.matches() && mayBeNew) {
      int number = added.group(1).isEmpty() ? 1 : Integer.parseInt(added.group(1));
      return Optional.of(new Entry(section, count + number - 1));
    }
    if (word.matches("\\d{1,6}")) {
      int number = Integer.parseInt(word);
      if (number < count) {
        return Optional.of(new Entry(section, number));
      }
      fault(
          path,
          section.name() + " has " + (count == 1 ? "1 entry" : count + " entries"),
          count == 0
              ? "write " + section.name() + "[+] for a new one"
              : "write a number from 0 to " + (count - 1) + ", or + for a new one");
      return Optional.empty();
    }
    List<Integer> named = EntryNames.meant(section, dossier, word, vocabulary.names());
    if (named.size() == 1) {
      return Optional.of(new Entry(section, named.get(0)));
    }
    if (named.isEmpty()) {
      List<String> words = EntryNames.words(section, dossier);
      fault(
          path,
          "no entry of " + section.name() + " is called '" + word + "'",
          words.isEmpty()
              ? "write " + section.name() + "[+] for a new one"
              : Suggestions.cure(word, words));
    } else {
      fault(
          path,
          named.size() + " entries of " + section.name() + " are called '" + word + "'",
          "write the number of one: " + named.toString().replaceAll("[\\[\\]]", ""));
    }
    return Optional.empty();
  }

  private List<Map<String, Object>> held(Section section) {
    DossierSection held = dossier.sections().get(section.name());
    return held == null ? List.of() : held.content().entries();
  }

  private Changed changed(Entry entry, String path) {
    return entries.computeIfAbsent(
        entry,
        e -> {
          ObjectNode node = JsonNodeFactory.instance.objectNode();
          List<Map<String, Object>> held = held(entry.section());
          if (entry.number() < held.size()) {
            held.get(entry.number()).forEach((name, value) -> node.set(name, node(value)));
          }
          int dot = path.indexOf('.');
          return new Changed(dot < 0 ? path : path.substring(0, dot), node);
        });
  }

  private static JsonNode node(Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value instanceof BigDecimal number) {
      return nodes.numberNode(number);
    }
    if (value instanceof Integer count) {
      return nodes.numberNode(count);
    }
    if (value instanceof Boolean yes) {
      return nodes.booleanNode(yes);
    }
    if (value instanceof List<?> list) {
      ArrayNode array = nodes.arrayNode();
      list.forEach(element -> array.add(String.valueOf(element)));
      return array;
    }
    return nodes.textNode(value.toString());
  }

  /** A value as it was typed; what it cannot be read as stays text, so that the reader says so. */
  private static JsonNode node(Field field, String typed) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    String word = typed.toLowerCase(Locale.ROOT);
    return switch (field.type()) {
      case COUNT, NUMBER ->
          NUMBER.matcher(typed).matches()
              ? nodes.numberNode(new BigDecimal(typed))
              : nodes.textNode(typed);
      case YES_NO ->
          List.of("true", "yes", "false", "no").contains(word)
              ? nodes.booleanNode(word.equals("true") || word.equals("yes"))
              : nodes.textNode(typed);
      case LIST -> {
        ArrayNode array = nodes.arrayNode();
        if (typed.startsWith("[\"") && json(typed) instanceof ArrayNode written) {
          yield written;
        }
        for (String element : typed.replaceAll("^\\[|\\]$", "").split("[;,]")) {
          if (!element.isBlank()) {
            array.add(element.strip());
          }
        }
        yield array;
      }
      case TEXT, DATE -> nodes.textNode(typed);
    };
  }

  private static @Nullable JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private void read(Entry entry, Changed changed) {
    Section section = entry.section();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    if (section.single()) {
      document.set(section.name(), changed.values());
    } else {
      document.putArray(section.name()).add(changed.values());
    }
    ParseResult result =
        reader.read(new Document(WHERE + ".json", bytes(document), dossier.organisation()));
    if (result instanceof Rejection rejection) {
      for (Diagnostic diagnostic : rejection.faults()) {
        String path = diagnostic.path() == null ? changed.written() : diagnostic.path();
        String inside = section.name() + (section.single() ? "" : "[0]");
        faults.add(
            Diagnostic.in(
                WHERE,
                path.startsWith(inside)
                    ? changed.written() + path.substring(inside.length())
                    : path,
                diagnostic.what(),
                diagnostic.cure()));
      }
      return;
    }
    List<Map<String, Object>> entriesRead =
        Objects.requireNonNull(((ParsedDocument) result).sections().get(section.name())).entries();
    edit(entry, entriesRead.isEmpty() ? Map.of() : entriesRead.get(0));
  }

  private void edit(Entry entry, Map<String, Object> now) {
    Section section = entry.section();
    List<Map<String, Object>> held = held(section);
    if (entry.number() >= held.size() && !section.single()) {
      edits.add(new Edit.Add(section.name(), now));
      return;
    }
    Map<String, Object> was = entry.number() < held.size() ? held.get(entry.number()) : Map.of();
    for (Field field : section.fields()) {
      Object value = now.get(field.name());
      if (!Objects.equals(was.get(field.name()), value)) {
        edits.add(new Edit.Put(section.name(), entry.number(), field.name(), value));
      }
    }
  }

  private static byte[] bytes(ObjectNode document) {
    try {
      return JSON.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree always has a JSON form", e);
    }
  }

  private void fault(String path, String what, String cure) {
    faults.add(Diagnostic.in(WHERE, path, what, cure));
  }
}
