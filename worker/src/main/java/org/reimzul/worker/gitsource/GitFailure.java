package org.reimzul.worker.gitsource;

import java.util.List;
import java.util.regex.Pattern;
import org.reimzul.core.process.Exit;
import org.reimzul.worker.builder.Disk;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.PackageFailure;

/** Tells from git's words whose fault a failure is. */
final class GitFailure {
  private static final Pattern NOTHING_THERE =
      Pattern.compile(
          "fatal: repository '.*' not found"
              + "|fatal: '.*' does not appear to be a git repository"
              + "|.*access denied or repository not exported.*"
              + "|fatal: could not read Username .*"
              + "|.*(not our ref|couldn't find remote ref|unadvertised object).*");

  private static final Pattern AWAY =
      Pattern.compile(
          ".*([Cc]ould not resolve host|[Cc]ouldn't resolve host|Failed to connect|[Tt]imed out"
              + "|[Cc]onnection (refused|reset)|unable to connect to|Empty reply from server"
              + "|returned error: (5[0-9][0-9]|408|429)|early EOF|unexpected disconnect|RPC failed"
              + "|hung up unexpectedly|transfer closed|Operation too slow|Name or service not known"
              + "|Temporary failure in name resolution|Network is unreachable|No route to host).*");

  private GitFailure() {}

  /** Throws what the failure means. */
  static void raise(List<String> arguments, Exit exit, String said)
      throws PackageFailure, InfrastructureException, GitException {
    List<String> lines = said.lines().map(String::strip).toList();
    for (String line : lines) {
      if (NOTHING_THERE.matcher(line).matches()) {
        throw new PackageFailure("git: " + line);
      }
    }
    for (String line : lines) {
      if (AWAY.matcher(line).matches() || Disk.toldBy(line)) {
        throw new InfrastructureException("git: " + line);
      }
    }
    String why =
        lines.stream()
            .filter(line -> line.matches("(fatal|error): .*"))
            .findFirst()
            .orElse("it gave no reason");
    String call = arguments.stream().filter(word -> word.matches("[a-z-]+")).findFirst().orElse("");
    throw new GitException("git " + call + ": " + exit + ": " + why);
  }
}
