package org.reimzul.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.Launcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./dev faults}: breaks a real farm in every way we know, and counts broken promises. */
@Command(
    name = "./dev faults",
    mixinStandardHelpOptions = true,
    description =
        "Runs a whole farm, breaks it again and again, and looks what came of its builds.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every promise was kept",
      "1:one was not, or the run could not be made",
      "2:wrong usage",
      "3:with --crash-points: all is well, and points lack visits; run it again"
    },
    sortOptions = false)
@SuppressWarnings("UnusedVariable") // picocli sets them
public final class Faults implements Callable<Integer> {
  @Option(names = "--long", description = "10,000 builds and 1,000 faults instead of 200 and 60.")
  private boolean large;

  @Option(names = "--seed", description = "Chooses the builds and the faults; default: the time.")
  private Long seed;

  @Option(names = "--builds", paramLabel = "N", description = "How many builds.")
  private Integer builds;

  @Option(names = "--faults", paramLabel = "N", description = "How many faults at least.")
  private Integer faults;

  @Option(
      names = "--only",
      paramLabel = "WORD[,WORD]",
      description = "Only faults or points with one of these words, as kill, worker, link.")
  private String only = "";

  @Option(
      names = "--keep",
      description = "Keep the run's directory; otherwise only a failed one's.")
  private boolean keep;

  @Option(
      names = "--crash-points",
      description = "Have processes halt at the named points of the code instead.")
  private boolean crashPoints;

  @Option(
      names = "--visits",
      paramLabel = "N",
      defaultValue = "20",
      description = "With --crash-points: until each was visited so often; default 20.")
  private int visits;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "With --crash-points: counts the visits of runs that kept every promise.")
  private Path state;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "60",
      description = "With --crash-points: no longer than this; default 60.")
  private int minutes;

  @Option(names = "--dist", required = true, hidden = true, description = "The distribution.")
  private Path dist;

  @Option(names = "--root", required = true, hidden = true, description = "The sources.")
  private Path root;

  @Option(names = "--inside", hidden = true, description = "Namespaces of our own are there.")
  private boolean inside;

  @Spec private CommandSpec spec;
  private final String[] args;

  private Faults(String... args) {
    this.args = args.clone();
  }

  /** Runs it; see {@code --help}. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new Faults(args), false, args));
  }

  @Override
  public Integer call() throws Exception {
    requirePositive("--visits", visits);
    requirePositive("--minutes", minutes);
    if (!inside) {
      return Sandbox.run(args);
    }
    var wanted =
        new Wanted(
            builds != null ? builds : large ? 10_000 : 200,
            faults != null ? faults : large ? 1_000 : 64,
            seed != null ? seed : System.currentTimeMillis() % 1_000_000,
            only,
            large,
            keep);
    Path sources = root.toAbsolutePath().normalize();
    Path target = sources.resolve("faults/target");
    if (crashPoints) {
      return new CrashRun(wanted, dist.toAbsolutePath(), sources, state(target), visits, limit())
          .call();
    }
    return new Run(wanted, dist.toAbsolutePath(), target).call() ? 0 : 1;
  }

  private void requirePositive(String option, int value) {
    if (value < 1) {
      throw new ParameterException(spec.commandLine(), option + " is a number from 1 on");
    }
  }

  private Path state(Path target) {
    return state != null ? state.toAbsolutePath() : target.resolve("crash-point-visits");
  }

  private Duration limit() {
    return Duration.ofMinutes(minutes);
  }
}
