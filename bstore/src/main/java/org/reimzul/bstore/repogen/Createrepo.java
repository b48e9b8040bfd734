package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.lifecycle.CrashPoint;
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
      Map<Extra, Path> extras,
      List<String> options)
      throws IOException, InterruptedException {
    Path list = generation.resolve("packages");
    Files.write(list, packages);
    List<String> argv = new ArrayList<>(List.of("createrepo_c", "--quiet", "--no-database"));
    argv.addAll(List.of("--workers", Integer.toString(Runtime.getRuntime().availableProcessors())));
    argv.addAll(List.of("--pkglist", list.toString(), "--outputdir", generation.toString()));
    if (extras.containsKey(Extra.COMPS)) {
      argv.addAll(List.of("--groupfile", extras.get(Extra.COMPS).toString()));
    }
    previous.ifPresent(
        old -> argv.addAll(List.of("--update", "--skip-stat", "--update-md-path", old.toString())));
    argv.addAll(options);
    argv.addAll(List.of("--", repository.toString()));
    runner.capture(Command.of(argv).within(LIMIT));
    CrashPoint.reach("bstore.publish.generated");
    Path repodata = generation.resolve("repodata");
    if (options.stream().noneMatch(option -> option.startsWith("--exclude"))) {
      PackageCount.require(repodata, packages.size());
    }
    for (Extra extra : List.of(Extra.MODULES, Extra.UPDATEINFO)) {
      modify(extra, Optional.ofNullable(extras.get(extra)), repodata);
    }
    CrashPoint.reach("bstore.publish.decorated");
  }

  /** Some versions of createrepo_c carry over what the previous metadata had of that type. */
  private void modify(Extra extra, Optional<Path> file, Path repodata)
      throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("modifyrepo_c"));
    if (file.isPresent()) {
      argv.addAll(List.of("--mdtype=" + extra.type(), "--", file.get().toString()));
    } else if (lists(repodata, extra)) {
      argv.addAll(List.of("--remove", "--", extra.type()));
    } else {
      return;
    }
    argv.add(repodata.toString());
    runner.capture(Command.of(argv).within(LIMIT));
  }

  private static boolean lists(Path repodata, Extra extra) throws IOException {
    return Files.readString(repodata.resolve("repomd.xml"))
        .contains("<data type=\"" + extra.type() + "\"");
  }
}
