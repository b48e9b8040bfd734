package org.reimzul.worker.mock;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.reimzul.core.process.Exit;
import org.reimzul.worker.builder.BuildLog;
import org.reimzul.worker.mock.Verdict.Kind;

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
          Map.entry(7, "mock was interrupted"),
          Map.entry(20, "mock cannot work in its root"),
          Map.entry(25, "mock's LVM storage failed"),
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
          Map.entry(129, "mock was stopped by SIGHUP"),
          Map.entry(137, "mock was killed, perhaps for want of memory"),
          Map.entry(143, "mock was stopped by SIGTERM"));

  private static final int SIGKILLED = 256 - 9;

  private final Exit exit;
  private final BuildLog build;
  private final BuildLog root;
  private final BuildLog state;
  private final BuildLog stderr;

  private ExitMeaning(Exit exit, Path result) throws IOException {
    this.exit = exit;
    this.build = BuildLog.read(result.resolve("build.log"));
    this.root = BuildLog.read(result.resolve("root.log"));
    this.state = BuildLog.read(result.resolve("state.log"));
    this.stderr = BuildLog.read(result.resolve("stderr"));
  }

  /** What this exit means, given what lies in the result directory. */
  static Verdict of(Exit exit, Path result) throws IOException {
    return new ExitMeaning(exit, result).verdict();
  }

  private Verdict verdict() {
    if (OURS.containsKey(exit.code())) {
      return of(Kind.INFRASTRUCTURE, withLine(OURS.get(exit.code()), error()));
    }
    return switch (exit.code()) {
      case 0 -> of(Kind.SUCCESS, "");
      case 11 -> of(Kind.PACKAGE, withLine("rpmbuild took too long", stderr("Timeout(")));
      case 30 -> dependencies();
      case 40 -> of(Kind.PACKAGE, withLine("the source package cannot be installed", error()));
      case SIGKILLED -> of(Kind.INFRASTRUCTURE, "rpmbuild was killed, perhaps for want of memory");
      default -> rpmbuild();
    };
  }

  /** rpmbuild's own exit codes leak through, but so does any unexpected end of mock. */
  private Verdict rpmbuild() {
    if (state.mentions("Start: rpmbuild")) {
      return of(Kind.PACKAGE, build.reason().orElse("mock: " + exit));
    }
    Optional<String> noSource = stderr("Cannot find/open srpm");
    if (noSource.isPresent()) {
      return of(Kind.PACKAGE, noSource.get());
    }
    if (exit.code() == 1 && state.mentions("Start: ")) {
      return of(Kind.POISONED_CACHE, withLine("mock failed before rpmbuild began", error()));
    }
    return of(Kind.INFRASTRUCTURE, withLine("mock: " + exit, error()));
  }

  /** Code 30 is dnf's: a package that can't be had, or a repository that can't be reached. */
  private Verdict dependencies() {
    Optional<String> missing = dnf(line -> line.contains("No matching package to install"));
    if (missing.isPresent()) {
      return of(Kind.PACKAGE, missing.get());
    }
    boolean ignored = root.mentions("Ignoring repositories:");
    Optional<String> unreachable =
        dnf(line -> line.contains("Failed to download metadata") && !ignored)
            .or(() -> dnf(line -> line.contains("Error downloading packages")))
            .or(() -> dnf(line -> line.contains("Curl error") && !ignored))
            .or(() -> dnf(line -> line.contains("GPG check FAILED")));
    if (unreachable.isPresent()) {
      return of(Kind.INFRASTRUCTURE, unreachable.get());
    }
    String why =
        dnf(line -> line.contains("nothing provides")).or(this::error).orElse("dnf failed");
    boolean forThisPackage = state.mentions("Start: build setup");
    return of(forThisPackage ? Kind.PACKAGE : Kind.INFRASTRUCTURE, why);
  }

  private Optional<String> dnf(Predicate<String> wanted) {
    return root.first(wanted).map(line -> line.replaceFirst("^DEBUG \\S+:\\d+:\\s*", ""));
  }

  private Optional<String> stderr(String text) {
    return stderr.first(line -> line.contains(text));
  }

  private Optional<String> error() {
    return stderr
        .last(line -> line.matches("(\\w+Error|ERROR|Error|OSError)\\b.*"))
        .or(() -> stderr.last(line -> !line.isBlank() && !line.matches("(INFO|Start|Finish):.*")));
  }

  private static String withLine(String meaning, Optional<String> line) {
    return meaning + line.map(": "::concat).orElse("");
  }

  private static Verdict of(Kind kind, String reason) {
    return new Verdict(kind, reason);
  }
}
