package org.reimzul.faults.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/** The git repositories of packages: a spec file each, which every target takes. */
final class Repositories {
  static final String BRANCH = "main";

  private final Path dir;

  /** Below this directory, as {@code [scm] git_url} has it. */
  Repositories(Path dir) {
    this.dir = dir;
  }

  /** Makes the package's, unless it is there. */
  void add(Parcel parcel) throws IOException, InterruptedException {
    Path repository = dir.resolve("r/rpms").resolve(parcel.name() + ".git");
    if (Files.exists(repository.resolve(".git/refs/heads").resolve(BRANCH))) {
      return;
    }
    Files.createDirectories(repository);
    git(repository, "init", "-q", "-b", BRANCH);
    Files.writeString(repository.resolve(parcel.name() + ".spec"), Packages.spec(parcel));
    Files.writeString(repository.resolve("sources"), "");
    git(repository, "add", ".");
    git(
        repository,
        "-c",
        "user.name=faults",
        "-c",
        "user.email=faults@example.org",
        "commit",
        "-q",
        "-m",
        "Make a package");
  }

  private static void git(Path repository, String... words)
      throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("git", "-C", repository.toString()));
    argv.addAll(List.of(words));
    new ProcessRunner().capture(Command.of(argv));
  }
}
