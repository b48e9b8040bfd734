package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/** Runs createrepo_c on a list of packages, into a directory of its own. */
final class Createrepo {
  private static final Duration LIMIT = Duration.ofHours(2);

  private final ProcessRunner runner = new ProcessRunner();

  /**
   * Makes {@code generation/repodata}.
   *
   * @param previous a directory whose {@code repodata} is reused for unchanged packages
   */
  void run(
      Path repository,
      Collection<String> packages,
      Optional<Path> previous,
      Path generation,
      List<String> options)
      throws IOException, InterruptedException {
    Path list = generation.resolve("packages");
    Files.write(list, packages);
    List<String> argv = new ArrayList<>(List.of("createrepo_c", "--quiet", "--no-database"));
    argv.addAll(List.of("--workers", Integer.toString(Runtime.getRuntime().availableProcessors())));
    argv.addAll(List.of("--pkglist", list.toString(), "--outputdir", generation.toString()));
    previous.ifPresent(
        old -> argv.addAll(List.of("--update", "--skip-stat", "--update-md-path", old.toString())));
    argv.addAll(options);
    argv.addAll(List.of("--", repository.toString()));
    runner.capture(Command.of(argv).within(LIMIT));
  }
}
