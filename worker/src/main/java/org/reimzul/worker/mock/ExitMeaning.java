package org.reimzul.worker.mock;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.process.Exit;
import org.reimzul.worker.builder.BuildLog;
import org.reimzul.worker.builder.Disk;
import org.reimzul.worker.builder.FailureKind;

/**
 * Reads mock's exit code together with its logs: the code alone does not tell whose fault it is.
 */
final class ExitMeaning {
  private static final Map<Integer, String> OURS =
      Map.ofEntries(
          Map.entry(2, "mock stopped on an error, perhaps a full disk"),
          Map.entry(3, "mock's configuration is bad"),
          Map.entry(5, "mock was called with a bad option"),
          Map.entry(6, "mock may not become root"),
          Map.entry(20, "mock cannot work in its root"),
          Map.entry(25, "mock's LVM storage failed"),
          Map.entry(31, "mock could not install an external dependency"),
          Map.entry(50, "mock could not run a command or lacks a file"),
          Map.entry(60, "the build root is locked by another process"),
          Map.entry(65, "mock's LVM storage is locked"),
          Map.entry(70, "mock cannot make its result directory"),
          Map.entry(80, "mock may not unshare namespaces"),
          Map.entry(90, "mock's bootstrap failed"),
          Map.entry(110, "mock's state is confused"),
          Map.entry(120, "mock could not write its output"),
          Map.entry(126, "mock may not be run by this user"),
          Map.entry(127, "mock is not installed"),
          Map.entry(137, "mock was killed, perhaps for want of memory"));

  private static final Map<Integer, String> STOPPED =
      Map.of(
          7, "mock was stopped by SIGINT",
          129, "mock was stopped by SIGHUP",
          143, "mock was stopped by SIGTERM");

  private static final String UNPACKING = "unpacking root cache";

  /** What it tried to run stands on the next line. */
  private static final String FAILED = "ERROR: Command failed:";

  private static final int SIGKILLED = 256 - 9;

  private final Exit exit;
  private final Path result;
  private final BuildLog build;
  private final BuildLog state;
  private final BuildLog stderr;

  private ExitMeaning(Exit exit, Path result) throws IOException {
    this.exit = exit;
    this.result = result;
    this.build = BuildLog.read(result.resolve("build.log"));
    this.state = BuildLog.read(result.resolve("state.log"));
    this.stderr = BuildLog.read(result.resolve("stderr"));
  }

  /** What this failure means, given what lies in the result directory. */
  static Verdict of(Exit exit, Path result) throws IOException {
    Verdict verdict = new ExitMeaning(exit, result).verdict();
    return Disk.toldBy(verdict.reason())
        ? new Verdict(FailureKind.INFRASTRUCTURE, verdict.reason())
        : verdict;
  }

  private Verdict verdict() throws IOException {
    if (began(UNPACKING) && !ended(UNPACKING) && !STOPPED.containsKey(exit.code())) {
      return poisoned("mock cannot unpack its root cache");
    }
    if (OURS.containsKey(exit.code())) {
      return ours(OURS.get(exit.code()));
    }
    if (STOPPED.containsKey(exit.code())) {
      return new Verdict(FailureKind.CANCELED, withLine(STOPPED.get(exit.code()), phase()));
    }
    return switch (exit.code()) {
      case 11 -> timeout();
      case 30 -> new DnfFailure(BuildLog.read(result.resolve("root.log")), state).verdict(error());
      case 40 ->
          new Verdict(
              FailureKind.PACKAGE, withLine("the source package cannot be installed", error()));
      case SIGKILLED -> {
        String told = withLine("rpmbuild was killed, perhaps for want of memory", killed());
        yield new Verdict(FailureKind.INFRASTRUCTURE, told);
      }
      default -> rpmbuild();
    };
  }

  private Verdict timeout() {
    return new Verdict(FailureKind.TIMEOUT, withLine("rpmbuild took too long", told("Timeout(")));
  }

  /** rpmbuild's own exit codes leak through, but so does any unexpected end of mock. */
  private Verdict rpmbuild() {
    if (began("rpmbuild")) {
      return new Verdict(FailureKind.PACKAGE, build.reason().orElse("mock: " + exit));
    }
    Optional<String> noSource = told("Cannot find/open srpm");
    if (noSource.isPresent()) {
      return new Verdict(FailureKind.PACKAGE, noSource.get());
    }
    if (exit.code() == 1 && began("")) {
      return poisoned("mock failed before rpmbuild began");
    }
    return ours("mock: " + exit);
  }

  private boolean began(String phase) {
    return state.mentions("Start: " + phase);
  }

  private boolean ended(String phase) {
    return state.mentions("Finish: " + phase);
  }

  private Verdict poisoned(String meaning) {
    return new Verdict(FailureKind.INFRASTRUCTURE, withLine(meaning, error()), true);
  }

  private Verdict ours(String meaning) {
    return new Verdict(FailureKind.INFRASTRUCTURE, withLine(meaning, error()));
  }

  private Optional<String> phase() {
    return state.last(line -> !line.isBlank()).map(line -> line.replaceFirst("^[-0-9 :,]+ - ", ""));
  }

  private Optional<String> killed() {
    return build.last(line -> line.contains("Child return code was: -9"));
  }

  private Optional<String> told(String text) {
    return stderr.first(line -> line.contains(text));
  }

  private Optional<String> error() {
    return stderr.after(FAILED).map(line -> FAILED + " " + line).or(this::lastError);
  }

  private Optional<String> lastError() {
    return stderr
        .last(line -> line.matches("(\\w+Error|ERROR|Error|OSError)\\b.*"))
        .or(() -> stderr.last(line -> !line.isBlank() && !line.matches("(INFO|Start|Finish):.*")));
  }

  private static String withLine(String meaning, Optional<String> line) {
    return meaning + line.map(": "::concat).orElse("");
  }
}
