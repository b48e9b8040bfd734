package org.reimzul.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;

/** Checks the builds that others are to wait for. */
final class ParentsCheck {
  /** How long the record may take to hear of a build that was submitted just before. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Fates fates;
  private final Duration patience;
  private final Consumer<String> warning;

  ParentsCheck(Fates fates, Duration patience, Consumer<String> warning) {
    this.fates = fates;
    this.patience = patience;
    this.warning = warning;
  }

  /** The builds that these words name, each once; refuses one that can't be waited for. */
  List<BuildId> check(List<String> words) throws UserException, InterruptedException {
    List<BuildId> builds = new ArrayList<>();
    for (String word : words.stream().distinct().toList()) {
      builds.add(new BuildId(word));
    }
    if (builds.size() > BuildJob.PARENTS) {
      throw new UserException("--after names more than " + BuildJob.PARENTS + " builds");
    }
    for (BuildId build : builds) {
      check(build);
    }
    return builds;
  }

  private void check(BuildId build) throws UserException, InterruptedException {
    Known known =
        new Patience(patience)
            .until(() -> Optional.of(fates.ask(build)).filter(each -> !each.unheardOf()))
            .orElseGet(() -> fates.ask(build));
    if (known.unheardOf()) {
      throw new UserException("--after: nobody knows a build " + build);
    }
    if (known.fate().isPresent() && !lets(known.fate().get())) {
      throw new UserException("--after: build " + build + " " + known.fate().get().told());
    }
    if (known.fate().isEmpty() && known.controllerAway().isPresent()) {
      warning.accept("whether there is a build " + build + " can't be told: " + known.trouble());
    }
  }

  /** True for an end that lets its children start. */
  private static boolean lets(Fate fate) {
    return fate.state() == EndState.PUBLISHED
        || (fate.state() == EndState.SKIPPED && fate.reason().contains("already published"));
  }
}
