package org.reimzul.worker.builder;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the line of a log that says why. Immutable. */
public final class BuildLog {
  private static final int MOST_READ = 4 << 20;
  private static final int LONGEST_REASON = 300;

  private static final Pattern STAGE =
      Pattern.compile("error: Bad exit status from \\S+ \\((%[a-z_]+)\\)");

  /** The most telling kind first; of each kind the first line counts, as later ones follow on. */
  private static final List<Pattern> TELLING =
      List.of(
          Pattern.compile("\\S+:\\d+(:\\d+)?: (fatal )?error: .*"),
          Pattern.compile("[\\w./+-]+: (fatal )?error: .*"),
          Pattern.compile(".*: undefined reference to .*"),
          // rpmbuild writes "error: " and the rest apart: another line may come between them
          Pattern.compile("(error: )?Architecture is (not included|excluded): \\S+"),
          Pattern.compile("error: (?!Bad exit status|Building ).*"),
          Pattern.compile(".*: (command not found|No such file or directory)"),
          Pattern.compile("[cgq]?make(\\[\\d+])?: \\*\\*\\* .*"),
          Pattern.compile("error: Bad exit status.*"));

  private final List<String> lines;

  private BuildLog(List<String> lines) {
    this.lines = lines;
  }

  /** Reads the last 4 MiB of a log; a missing one counts as empty. */
  public static BuildLog read(Path file) throws IOException {
    if (Files.notExists(file)) {
      return new BuildLog(List.of());
    }
    try (SeekableByteChannel in = Files.newByteChannel(file)) {
      in.position(Math.max(0, in.size() - MOST_READ));
      byte[] bytes = Channels.newInputStream(in).readNBytes(MOST_READ);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return new BuildLog(text.lines().map(BuildLog::clean).toList());
    }
  }

  /** The first line that matches, cut for people, or empty. */
  public Optional<String> first(Predicate<String> wanted) {
    return lines.stream().filter(wanted).findFirst().map(BuildLog::cut);
  }

  /** The last line that matches, cut for people, or empty. */
  public Optional<String> last(Predicate<String> wanted) {
    return lines.stream().filter(wanted).reduce((before, after) -> after).map(BuildLog::cut);
  }

  /** The first line with anything on it after the last one that is {@code line}, or empty. */
  public Optional<String> after(String line) {
    int at = lines.lastIndexOf(line);
    return at < 0
        ? Optional.empty()
        : new BuildLog(lines.subList(at + 1, lines.size())).first(each -> !each.isBlank());
  }

  /** True if a line holds {@code text}. */
  public boolean mentions(String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  /** Why rpmbuild failed, with the spec's section in front where the log names it. */
  public Optional<String> reason() {
    Optional<String> why =
        TELLING.stream()
            .flatMap(kind -> first(line -> kind.matcher(line).matches()).stream())
            .findFirst();
    if (why.isEmpty()) {
      return last(line -> !line.isBlank());
    }
    String stage =
        lines.stream()
            .map(STAGE::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1) + ": ")
            .findFirst()
            .orElse("");
    return why.map(line -> stage + line);
  }

  private static String clean(String line) {
    return line.replaceAll("\u001b\\[[0-9;]*[A-Za-z]", "").replaceAll("\\p{Cntrl}", " ").strip();
  }

  private static String cut(String line) {
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
  }
}
