package nestor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * Lines over two logarithmic axes, as an SVG file: what grows in proportion is as steep as grey.
 */
final class Plot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int LEFT = 70;
  private static final int RIGHT = 170;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final String[] COLOURS = {"#1b4f8a", "#b3541e", "#2e7d4f", "#7a3b8f", "#555555"};

  private final StringBuilder svg = new StringBuilder();
  private final double left;
  private final double right;
  private final double low;
  private final double high;

  private Plot(Map<String, SortedMap<Double, Double>> lines) {
    left = decade(lines, true, false);
    right = decade(lines, true, true);
    low = decade(lines, false, false);
    high = decade(lines, false, true);
  }

  /** Writes the file. */
  static void write(
      Path file, String title, String x, String y, Map<String, SortedMap<Double, Double>> lines)
      throws IOException {
    Plot plot = new Plot(lines);
    plot.frame(title, x, y);
    int number = 0;
    for (Map.Entry<String, SortedMap<Double, Double>> line : lines.entrySet()) {
      plot.line(line.getKey(), line.getValue(), number++);
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, plot.svg + "</svg>\n");
  }

  private static double decade(
      Map<String, SortedMap<Double, Double>> lines, boolean keys, boolean up) {
    double[] all =
        lines.values().stream()
            .flatMap(line -> (keys ? line.keySet() : line.values()).stream())
            .mapToDouble(value -> Math.log10(value))
            .sorted()
            .toArray();
    double first = Math.floor(all[0]);
    double last = Math.ceil(all[all.length - 1]);
    return up ? Math.max(last, first + 1) : first;
  }

  private double x(double log) {
    return LEFT + (log - left) / (right - left) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double log) {
    return HEIGHT - BOTTOM - (log - low) / (high - low) * (HEIGHT - TOP - BOTTOM);
  }

  private void frame(String title, String xAxis, String yAxis) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\"><rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>",
        WIDTH, HEIGHT);
    text(LEFT, 16, "start", "<tspan font-size=\"15\" font-weight=\"bold\">" + title + "</tspan>");
    for (int decade = (int) left; decade <= right; decade++) {
      segment(x(decade), y(low), x(decade), y(high), "#e4e4e4", "");
      text(x(decade), HEIGHT - BOTTOM + 16, "middle", number(decade));
    }
    for (int decade = (int) low; decade <= high; decade++) {
      segment(x(left), y(decade), x(right), y(decade), "#e4e4e4", "");
      text(LEFT - 6, y(decade) + 4, "end", number(decade));
    }
    // In proportion: a decade up for each to the right.
    double steps = Math.min(right - left, high - low);
    segment(x(right - steps), y(low), x(right), y(low + steps), "#999", "4 4");
    text((x(left) + x(right)) / 2, HEIGHT - 12, "middle", xAxis);
    text(LEFT, TOP - 6, "start", yAxis);
  }

  private void line(String name, SortedMap<Double, Double> values, int number) {
    String colour = COLOURS[number % COLOURS.length];
    double fromX = Double.NaN;
    double fromY = Double.NaN;
    for (Map.Entry<Double, Double> value : values.entrySet()) {
      double toX = x(Math.log10(value.getKey()));
      double toY = y(Math.log10(value.getValue()));
      if (!Double.isNaN(fromX)) {
        segment(fromX, fromY, toX, toY, colour, "");
      }
      add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", toX, toY, colour);
      fromX = toX;
      fromY = toY;
    }
    add("<g fill=\"%s\">", colour);
    text(WIDTH - RIGHT + 16, TOP + 4 + number * 16.0, "start", name);
    add("</g>");
  }

  private static String number(int decade) {
    return decade < 0
        ? String.format(Locale.ROOT, "%." + -decade + "f", Math.pow(10, decade))
        : String.format(Locale.ROOT, "%,.0f", Math.pow(10, decade));
  }

  private void segment(double x1, double y1, double x2, double y2, String colour, String dashes) {
    add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"1.5\""
            + " stroke-dasharray=\"%s\"/>",
        x1, y1, x2, y2, colour, dashes);
  }

  private void text(double x, double y, String anchor, String text) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, text);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
