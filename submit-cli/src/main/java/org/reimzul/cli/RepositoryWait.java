package org.reimzul.cli;

import java.io.IOException;
import java.util.Optional;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.AlreadyPublished;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EndState;

/** Asks whether a repository serves a build. Not thread-safe. */
final class RepositoryWait {
  private final Fates fates;
  private final String target;
  private final Console console;
  private BuildId build;
  private Repodata repodata;
  private String said = "";

  /**
   * Waits for nothing yet.
   *
   * @param target with or without arch
   */
  RepositoryWait(Fates fates, String target, BuildId build, Console console) {
    this.fates = fates;
    this.target = target;
    this.build = build;
    this.console = console;
  }

  /**
   * What is known for sure by now.
   *
   * @param there true when the repository serves it, false when it never will
   * @param line for a person
   */
  record Answer(boolean there, String line) {}

  /** The build belongs to another target than the one that was named. */
  static final class OtherTargetException extends Exception {
    private static final long serialVersionUID = 1L;

    OtherTargetException(BuildId build, String target) {
      super("build " + build + " is for target " + target);
    }
  }

  /** Empty while there is something to wait for. */
  Optional<Answer> ask() throws InterruptedException, OtherTargetException {
    Known known = fates.ask(build);
    if (known.record().isPresent()) {
      requireTarget(BuildRecord.text(known.record().get().json(), "target"));
    }
    if (known.fate().isPresent()) {
      return ended(known.fate().get());
    }
    if (known.record().filter(BuildRecord::scratch).isPresent()) {
      return no("is a scratch build, which no repository lists");
    }
    if (known.record().filter(BuildRecord::held).isPresent()) {
      return no("is held: " + known.record().get().reason() + "; reimzul retry releases it");
    }
    sayOnce(known.unheardOf() ? "the record does not know build " + build : known.trouble());
    return Optional.empty();
  }

  private Optional<Answer> ended(Fate fate) throws InterruptedException, OtherTargetException {
    Optional<BuildId> other = AlreadyPublished.by(fate.reason());
    if (fate.state() == EndState.SKIPPED && other.isPresent()) {
      sayOnce("build " + build + " " + fate.told());
      build = other.get();
      return Optional.empty();
    }
    if (fate.state() != EndState.PUBLISHED) {
      return no(fate.told());
    }
    try {
      Optional<Published> published = fates.published(build);
      return published.isEmpty() ? no("is in no repository (scratch)") : served(published.get());
    } catch (IOException e) {
      sayOnce(Reason.of(e));
      return Optional.empty();
    }
  }

  private Optional<Answer> served(Published published)
      throws IOException, InterruptedException, OtherTargetException {
    requireTarget(published.target());
    if (repodata == null) {
      repodata = new Repodata(fates.bstore().repository(published.target()));
    }
    Optional<PackageList> list = repodata.read();
    if (list.isPresent() && list.get().at(published.place())) {
      return yes(published.target() + " lists build " + build);
    }
    if (list.isPresent() && announced() && list.get().has(published.nevras())) {
      return yes(
          published.target() + " lists the packages of build " + build + " by another build");
    }
    return Optional.empty();
  }

  /** True when the repository listed it once: what is missing now, another build has replaced. */
  private boolean announced() throws IOException {
    return fates
        .record(build)
        .flatMap(Fate::of)
        .filter(fate -> fate.state() == EndState.PUBLISHED)
        .isPresent();
  }

  private void requireTarget(String whole) throws OtherTargetException {
    if (!whole.isEmpty() && !whole.equals(target) && !TargetConfig.nameIn(whole).equals(target)) {
      throw new OtherTargetException(build, whole);
    }
  }

  private Optional<Answer> no(String told) {
    return Optional.of(new Answer(false, "build " + build + " " + told));
  }

  private static Optional<Answer> yes(String line) {
    return Optional.of(new Answer(true, line));
  }

  private void sayOnce(String line) {
    if (!line.isEmpty() && !line.equals(said)) {
      console.warn(line + "; waiting");
      said = line;
    }
  }
}
