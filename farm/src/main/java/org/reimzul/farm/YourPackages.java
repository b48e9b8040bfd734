package org.reimzul.farm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Nevra;

/** The same for source packages that the caller brings. */
final class YourPackages {
  private final Stage stage;
  private final Screen screen;

  YourPackages(Stage stage) {
    this.stage = stage;
    this.screen = stage.screen();
  }

  void play(List<Path> srpms)
      throws IOException, InterruptedException, FarmException, MalformedMessageException {
    for (Path srpm : srpms) {
      if (!Files.isRegularFile(srpm)) {
        throw new FarmException("no such file: " + srpm);
      }
    }
    if (!stage.builder().isolated()) {
      screen.say("rpmbuild builds without isolation: BuildRequires are not checked or installed");
    }
    screen.title("Your source packages are submitted");
    List<String> ids = stage.submitter().submit(srpms);
    List<BuildView> builds = stage.watch().untilEnded(ids);
    for (BuildView build : builds) {
      if (!build.published()) {
        stage.showFailure(build);
      }
    }
    stage.showResults(ids);
    install();
    if (builds.stream().noneMatch(BuildView::published)) {
      throw new FarmException("none of your packages could be built");
    }
  }

  private void install() throws IOException, InterruptedException {
    screen.title("dnf installs into an empty root what it can resolve from this repository");
    var installation =
        new Installation(stage.farm().layout().dir(), stage.farm().layout().repositoryUrl());
    for (String listed : stage.repository().packages()) {
      Nevra nevra = Nevra.parse(listed);
      if (nevra.source()) {
        continue;
      }
      List<String> missing = installation.install(nevra.name());
      screen.say(nevra.name() + ": " + (missing.isEmpty() ? "installed" : "not installed"));
      missing.forEach(line -> screen.say("  " + line));
    }
  }
}
