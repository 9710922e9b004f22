package nestor.intake;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognition, by their names, of files and folders that systems, office programs and sync tools
 * keep beside documents. Use it wherever a folder is searched for documents.
 */
public final class MetadataFiles {
  private static final List<String> NAMES =
      List.of(
          "thumbs.db",
          "ehthumbs.db",
          "desktop.ini",
          "@eadir",
          "@tmp",
          "@recycle",
          "@sharebin",
          "#recycle",
          "#snapshot",
          "$recycle.bin",
          "system volume information",
          "lost+found",
          "__macosx",
          "icon\r");

  private static final Pattern CONFLICT =
      Pattern.compile(
          ".*(?:\\([^()]*(?:conflict(?:ed|ing)? copy|case conflict|sfconflict|konflikt|en conflit|"
              + "en conflicto|em conflito|conflicterende)[^()]*\\)"
              + "|\\[conflict(?:ed)?]"
              + "|[._ -]sync-conflict-\\d{8}-\\d{6}.*"
              + "|[._ -]conflict-\\d{8}-\\d{6}.*"
              + "|_(?:case)?conflict)(?: ?\\(\\d+\\))?(?:\\.[^.]+)?",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** Suffix by which a sync tool names the computer that changed a file. */
  private static final Pattern OF_A_COMPUTER =
      Pattern.compile(
          "(.+)-(?:(?:DESKTOP|LAPTOP|WIN|PC)-[A-Z0-9]+|[A-Z0-9]+-(?:PC|MAC|MACBOOK|LAPTOP|DESKTOP))"
              + "(\\.[^.]+)");

  private MetadataFiles() {}

  /** Whether a file or folder is no document, nor holds any. */
  public static boolean isMetadata(Path file) {
    Path last = file.getFileName();
    String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
    return name.startsWith(".") || name.startsWith("~$") || NAMES.contains(name);
  }

  /** Whether a file is one of two versions between which a sync tool could not decide. */
  public static boolean isConflictCopy(Path file) {
    Path last = file.getFileName();
    String name = last == null ? "" : last.toString();
    if (CONFLICT.matcher(name).matches()) {
      return true;
    }
    Matcher computer = OF_A_COMPUTER.matcher(name);
    return computer.matches()
        && Files.exists(
            file.resolveSibling(computer.group(1) + computer.group(2)), LinkOption.NOFOLLOW_LINKS);
  }
}
