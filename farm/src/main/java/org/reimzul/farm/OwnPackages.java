package org.reimzul.farm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.rpm.RpmFiles;

/** The demo's own story: three builds, a killed worker, a rebuild, an installation. */
final class OwnPackages {
  private static final String HELLO = "reimzul-hello";

  private final Stage stage;
  private final Screen screen;
  private final List<String> all = new ArrayList<>();

  OwnPackages(Stage stage) {
    this.stage = stage;
    this.screen = stage.screen();
  }

  void play() throws IOException, InterruptedException, FarmException, MalformedMessageException {
    var packages = new SourcePackages(stage.farm().layout().dir().resolve("srpms"));
    Path hello = packages.make(HELLO);
    BuildView broken = buildThree(hello, packages);
    killAWorker(packages.make("reimzul-slow"));
    rebuild(hello);
    stage.showFailure(broken);
    stage.showResults(all);
    install();
  }

  private BuildView buildThree(Path hello, SourcePackages packages)
      throws IOException, InterruptedException, FarmException, MalformedMessageException {
    screen.title("Three source packages are submitted; the last does not compile");
    List<String> ids =
        submit(List.of(hello, packages.make("reimzul-noarch"), packages.make("reimzul-broken")));
    List<BuildView> builds = stage.watch().untilEnded(ids);
    expect(builds.get(0).published(), "the C package is published");
    expect(builds.get(1).published(), "the noarch package is published");
    expect(builds.get(2).state().equals("FAILED"), "the broken package has failed");
    return builds.get(2);
  }

  private void killAWorker(Path slow)
      throws IOException, InterruptedException, FarmException, MalformedMessageException {
    screen.title("A slower build, and its worker is killed while it runs");
    List<String> ids = submit(List.of(slow));
    stage.watch().until(ids, build -> attemptIn(build, "BUILDING"), "to be built");
    long pid = stage.farm().killWorker("worker1");
    String next = stage.farm().startWorker();
    screen.say("kill -9 of worker1 (pid " + pid + "); " + next + " was started in its place");
    BuildView build = stage.watch().untilEnded(ids).get(0);
    expect(build.published(), "the build has ended all the same");
    expect(build.attempts().size() == 2, "the record shows two attempts");
    long ends = build.transitions().stream().filter(OwnPackages::isEnd).count();
    expect(ends == 1, "and one end");
  }

  private static boolean attemptIn(BuildView build, String state) {
    return build.attempts().stream().anyMatch(a -> state.equals(a.getString("state")));
  }

  private static boolean isEnd(Document transition) {
    String state = transition.getString("state");
    return state.equals("PUBLISHED") || state.equals("FAILED");
  }

  private void rebuild(Path hello)
      throws IOException, InterruptedException, FarmException, MalformedMessageException {
    screen.title("The first package again, under the same name, version and release");
    expect(stage.watch().untilEnded(submit(List.of(hello))).get(0).published(), "it is published");
    String nevra = new RpmFiles().header(hello).nevra().toString();
    long listed = stage.repository().packages().stream().filter(nevra::equals).count();
    expect(listed == 1, nevra + " is listed " + listed + " time(s)");
  }

  private void install() throws IOException, InterruptedException, FarmException {
    screen.title("dnf installs the C package into an empty root and runs it");
    var installation =
        new Installation(stage.farm().layout().dir(), stage.farm().layout().repositoryUrl());
    screen.say("$ " + String.join(" ", installation.commandLine(HELLO)));
    List<String> problems = installation.install(HELLO);
    expect(problems.isEmpty(), problems.isEmpty() ? "installed" : String.join("; ", problems));
    screen.say("$ chroot ROOT /usr/bin/" + HELLO);
    screen.say(installation.run("/usr/bin/" + HELLO));
  }

  private List<String> submit(List<Path> srpms)
      throws IOException, InterruptedException, MalformedMessageException {
    List<String> ids = stage.submitter().submit(srpms);
    all.addAll(ids);
    return ids;
  }

  private void expect(boolean holds, String what) throws FarmException {
    if (!holds) {
      throw new FarmException("not so: " + what);
    }
    screen.say(what);
  }
}
