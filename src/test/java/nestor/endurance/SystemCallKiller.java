package nestor.endurance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kills a process in front of the n-th call of a kind that one of its threads makes, by strace: so
 * every step that leaves the process can be the last one, without a line for that in the product.
 */
final class SystemCallKiller {
  private static final Pattern PATH = Pattern.compile("[<\"](/[^>\"]*|socket:|TCP)");

  /** The thread, and the kind of a call that it begins. */
  private static final Pattern CALL = Pattern.compile("^(\\d+) +([a-z0-9_]+)\\(");

  private final Process process;

  private SystemCallKiller(Process process) {
    this.process = process;
  }

  /** Whether it is here, and may trace. */
  static boolean works() {
    try {
      Process probe =
          new ProcessBuilder("strace", "-f", "-o", "/dev/null", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Takes hold of a process that runs. */
  static SystemCallKiller attach(long pid, String call, int when, Path log) throws IOException {
    List<String> command =
        List.of(
            "strace",
            "-f",
            "-y",
            "-qq",
            "-s",
            "0",
            "-e",
            "trace=" + call,
            "-e",
            "inject=" + call + ":signal=SIGKILL:when=" + when,
            "-o",
            log.toString(),
            "-p",
            Long.toString(pid));
    return new SystemCallKiller(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** What stands before a command so that every call of these kinds is written down. */
  static List<String> watching(List<String> calls, Path log) {
    return before(String.join(",", calls), List.of(), log);
  }

  /** What stands before a command so that it is killed in front of that step. */
  static List<String> killing(Step step, Path log) {
    return before(
        step.call(),
        List.of("-e", "inject=" + step.call() + ":signal=SIGKILL:when=" + step.when()),
        log);
  }

  private static List<String> before(String calls, List<String> more, Path log) {
    List<String> command =
        new ArrayList<>(List.of("strace", "-f", "-y", "-qq", "-s", "0", "-e", "trace=" + calls));
    command.addAll(more);
    command.addAll(List.of("-o", log.toString()));
    return command;
  }

  /**
   * A call that concerns a home.
   *
   * @param when the how manyeth of its kind it is in its thread
   * @param room what it concerns, in words
   */
  record Step(String call, int when, String room) {}

  /** The steps that concern the home, in the order in which they were made. */
  static List<Step> steps(Path log, Path home) throws IOException {
    Map<String, Integer> made = new HashMap<>();
    Map<String, Step> steps = new LinkedHashMap<>();
    for (String line : Files.readAllLines(log)) {
      Matcher call = CALL.matcher(line);
      if (call.find()) {
        int when = made.merge(call.group(1) + " " + call.group(2), 1, Integer::sum);
        Matcher path = PATH.matcher(line);
        if (path.find() && Path.of(path.group(1)).startsWith(home)) {
          Step step = new Step(call.group(2), when, room(path.group(1), home));
          steps.putIfAbsent(step.call() + step.when(), step);
        }
      }
    }
    return List.copyOf(steps.values());
  }

  void awaitEnd() throws InterruptedException {
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** In front of what the process was killed, in words; empty if it was not. */
  static String lastStep(Path log, String call, Path home) throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    String last = "";
    boolean killed = false;
    for (String line : Files.readAllLines(log)) {
      killed |= line.contains("+++ killed by SIGKILL");
      // The call that never came to its end.
      if (line.contains(call + "(")
          && (line.endsWith("<unfinished ...>") || line.endsWith("= ?"))) {
        last = line;
      }
    }
    if (!killed) {
      return "";
    }
    Matcher path = PATH.matcher(last);
    String target = "";
    while (path.find()) {
      target = path.group(1);
    }
    return call + " " + room(target, home);
  }

  private static String room(String target, Path home) {
    if (target.startsWith("socket") || target.startsWith("TCP")) {
      return "to a connection";
    }
    if (!target.startsWith(home.toString())) {
      return target.isEmpty() ? "elsewhere" : "outside the home";
    }
    String below = target.substring(home.toString().length());
    String[] names = below.substring(Math.min(1, below.length())).split("/");
    String first = names[0].isEmpty() ? "the home itself" : names[0];
    if (first.equals("store") && names.length > 1) {
      return names[1].startsWith("nestor") ? "store" : "store/" + names[1];
    }
    return first;
  }
}
