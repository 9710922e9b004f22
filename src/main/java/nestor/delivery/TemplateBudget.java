package nestor.delivery;

import java.io.IOException;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Budget of steps and characters for filling one template, so that one that never ends or fills the
 * memory is stopped. Each filling has its own, on its own thread.
 */
final class TemplateBudget {
  /** Most characters that a template may produce, and that a text in it may have. */
  static final int MOST_LETTERS = 20_000_000;

  /** Greatest depth of templates that include one another, and of macros that call one another. */
  static final int MOST_DEEP = 100;

  /**
   * Most steps of a template: turns of loops, calls, filters, and every thousand characters that
   * these handle. Steps are counted instead of time, so that a template never fails because a
   * machine is slow: these take some seconds.
   */
  private static final int MOST_STEPS = 10_000_000;

  private static final int LETTERS_A_STEP = 1_000;
  private static final ThreadLocal<TemplateBudget> CURRENT = new ThreadLocal<>();

  /** Lists of fewer elements are looked through again sooner than remembered. */
  private static final int FEW = 32;

  private final IdentityHashMap<Object, Long> weighed = new IdentityHashMap<>();
  private long steps;
  private int depth;

  /** It goes beyond what a template may do; the message says how, as a clause. */
  static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String cure;
    private @Nullable String file;
    private int line;

    TooMuch(String what, String cure) {
      super(what, null, false, false);
      this.cure = cure;
    }

    /** The same, at the innermost place that is known of it. */
    TooMuch at(String name, int number) {
      if (file == null) {
        file = name;
        line = number;
      }
      return this;
    }

    /** The template in which it happened; null where that is not known. */
    @Nullable String file() {
      return file;
    }

    int line() {
      return line;
    }

    /** Cure for the author of the template. */
    String cure() {
      return cure;
    }
  }

  /** Does something as the work of one template; it is counted anew. */
  static void begin(Filling filling) throws IOException {
    TemplateBudget before = CURRENT.get();
    CURRENT.set(new TemplateBudget());
    try {
      filling.fill();
    } finally {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    }
  }

  /** Filling of a template. */
  @FunctionalInterface
  interface Filling {
    void fill() throws IOException;
  }

  /** Counts one step: a turn of a loop, a call or a filter. */
  static void step() {
    TemplateBudget work = CURRENT.get();
    if (work != null) {
      work.steps(1);
    }
  }

  private void steps(int more) {
    steps += more;
    if (steps > MOST_STEPS) {
      throw new TooMuch(
          "it takes more than " + MOST_STEPS / 1_000_000 + " million steps",
          "let its loops go over what it is given, and its macros not call themselves");
    }
  }

  /** Counts an inclusion or a call that is gone into; each takes one {@link #leave}. */
  static void enter() {
    step();
    TemplateBudget work = CURRENT.get();
    if (work != null && ++work.depth > MOST_DEEP) {
      work.depth--;
      throw new TooMuch(
          "templates include one another, or macros call one another, more than "
              + MOST_DEEP
              + " deep",
          "let none of them come back to itself");
    }
  }

  static void leave() {
    TemplateBudget work = CURRENT.get();
    if (work != null) {
      work.depth--;
    }
  }

  /** A value that is kept or handed on, unless it would be too long once it is written. */
  static @Nullable Object fitting(@Nullable Object value) {
    TemplateBudget work = CURRENT.get();
    if (work != null) {
      work.letters(value, 0);
    }
    return value;
  }

  /** Refuses a text of more than the permitted number of characters. */
  static void fits(long letters) {
    if (letters > MOST_LETTERS) {
      throw tooLong();
    }
  }

  static TooMuch tooLong() {
    return new TooMuch(
        "it gives more than " + MOST_LETTERS / 1_000_000 + " million letters",
        "let it not repeat or double what it writes");
  }

  /** Length of a value once it is written, as far as the template itself can make it long. */
  private long letters(@Nullable Object value, int deep) {
    if (value instanceof CharSequence text) {
      fits(text.length());
      steps(text.length() / LETTERS_A_STEP);
      return text.length();
    }
    Collection<?> elements =
        value instanceof Collection<?> list
            ? list
            : value instanceof Map<?, ?> map ? map.values() : List.of();
    if (elements.isEmpty()) {
      return 1;
    }
    if (deep > MOST_DEEP) {
      throw new TooMuch("lists are nested more than " + MOST_DEEP + " deep", "nest them less");
    }
    Long known = weighed.get(value);
    long letters = known == null ? 0 : known;
    if (known == null) {
      for (Object element : elements) {
        letters += letters(element, deep + 1);
        fits(letters);
      }
      if (elements.size() >= FEW || deep > 0) {
        weighed.put(value, letters);
      }
    }
    return letters;
  }
}
