package org.reimzul.farm;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.Launcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./dev demo}: a source RPM travels through a real farm, in front of your eyes. */
@Command(
    name = "./dev demo",
    mixinStandardHelpOptions = true,
    description = "Starts a whole farm of real processes and sends source RPMs through it.")
@SuppressWarnings({"FieldMayBeFinal", "UnusedVariable"}) // picocli sets them
public final class Demo implements Callable<Integer> {
  private static final int INTERRUPTED = 130;

  @Option(names = "--dist", required = true, hidden = true, description = "The distribution.")
  private Path dist;

  @Option(names = "--keep", description = "Leave the farm running until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--mock",
      paramLabel = "CONFIG",
      description = "Build in mock with this configuration (a file, or an installed one's name).")
  private String mock;

  @Parameters(paramLabel = "SRPM", description = "Your source RPMs; without, the demo's own.")
  private List<Path> srpms = List.of();

  private Demo() {}

  /** Runs it; see {@code --help}. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new Demo(), false, args));
  }

  @Override
  public Integer call() throws Exception {
    var directory = FarmDirectory.create();
    try {
      var screen = new Screen(System.out, Terminal.onStandardOutput());
      play(screen, directory.path());
      screen.title("Everything has been stopped and removed.");
      return 0;
    } catch (Exception | AssertionError e) {
      if (directory.leaving()) {
        return INTERRUPTED; // whatever went wrong is an echo of the end
      }
      if (e instanceof FarmException) {
        System.err.println("the demo failed: " + e.getMessage());
        return 1;
      }
      throw e;
    } finally {
      directory.done();
    }
  }

  private void play(Screen screen, Path dir) throws Exception {
    Builder builder = mock == null ? Builder.rpmbuild() : Builder.mock(mock);
    screen.title("A farm of real processes in " + dir);
    try (Farm farm = new Farm(dist.toAbsolutePath(), FarmLayout.in(dir), builder);
        Records records = new Records(farm.layout().mongoUri());
        Subscriber subscriber = new Subscriber(farm.brokerPort())) {
      farm.describe().forEach(screen::say);
      var stage = new Stage(farm, records, subscriber, screen, builder);
      if (srpms.isEmpty()) {
        new OwnPackages(stage).play();
      } else {
        new YourPackages(stage).play(srpms.stream().map(Path::toAbsolutePath).toList());
      }
      if (keep) {
        stage.keepUntilInterrupted();
      }
    }
  }
}
