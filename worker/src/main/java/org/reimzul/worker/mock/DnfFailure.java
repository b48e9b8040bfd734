package org.reimzul.worker.mock;

import java.util.Optional;
import java.util.function.Predicate;
import org.reimzul.worker.builder.BuildLog;
import org.reimzul.worker.builder.FailureKind;

/**
 * Exit code 30 is dnf's: a package that can't be had, or a repository that can't be reached. A
 * repository may be left out when it can't be reached; one that does not exist yet (404) is no
 * trouble, but one that does not answer may hold the very package that is missed.
 */
final class DnfFailure {
  private final BuildLog root;
  private final BuildLog state;

  DnfFailure(BuildLog root, BuildLog state) {
    this.root = root;
    this.state = state;
  }

  /**
   * Whose fault it is.
   *
   * @param last what mock said last on stderr, for a failure of no known kind
   */
  Verdict verdict(Optional<String> last) {
    Optional<String> missing = said(line -> line.contains("No matching package to install"));
    Optional<String> unreachable = unreachable(missing.isPresent());
    if (unreachable.isPresent()) {
      return new Verdict(FailureKind.INFRASTRUCTURE, unreachable.get());
    }
    if (missing.isPresent()) {
      return new Verdict(FailureKind.DEPENDENCY, missing.get());
    }
    String why =
        said(line -> line.contains("nothing provides"))
            .or(() -> said(line -> line.startsWith("Error: ")))
            .or(() -> last)
            .orElse("dnf failed");
    boolean forThisPackage = state.mentions("Start: build setup");
    return new Verdict(forThisPackage ? FailureKind.DEPENDENCY : FailureKind.INFRASTRUCTURE, why);
  }

  private Optional<String> unreachable(boolean missing) {
    if (root.mentions("Ignoring repositories:")) {
      Optional<String> silent =
          said(line -> line.contains("- Curl error") || line.contains("- Status code: 5"));
      return silent.map("a repository that does not answer was left out: "::concat);
    }
    if (missing) {
      return Optional.empty();
    }
    return said(line -> line.contains("Failed to download metadata"))
        .or(() -> said(line -> line.contains("Error downloading packages")))
        .or(() -> said(line -> line.contains("Curl error")))
        .or(() -> said(line -> line.contains("GPG check FAILED")));
  }

  private Optional<String> said(Predicate<String> wanted) {
    return root.first(line -> wanted.test(plain(line))).map(DnfFailure::plain);
  }

  private static String plain(String line) {
    return line.replaceFirst("^DEBUG \\S+:\\d+:\\s*", "");
  }
}
