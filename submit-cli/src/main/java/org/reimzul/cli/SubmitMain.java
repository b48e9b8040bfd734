package org.reimzul.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.CommonOptions;
import org.reimzul.core.cli.Launcher;
import org.reimzul.core.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reimzul-submit}: the original's command, for people and scripts that know it. */
@Command(
    name = "reimzul-submit",
    description = "Submits source packages to the build farm.",
    sortOptions = false,
    versionProvider = Version.class)
public final class SubmitMain implements Callable<Integer> {
  @Option(
      names = {"-s", "--srpm"},
      paramLabel = "SRPM",
      required = true,
      description = "File name in the incoming directory, or a path; may be repeated.")
  private List<String> srpms;

  @Mixin private OrderOptions options;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  private SubmitMain() {}

  /** Exits 0 when all is queued, 1 with a reason, 2 for wrong usage. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return Launcher.run(new SubmitMain(), true, args);
  }

  @Override
  public Integer call() throws Exception {
    if (!options.hasArches() || !options.hasDistTag()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Missing required option: " + (options.hasArches() ? "-d" : "-a"));
    }
    var settings = FarmSettings.read(common.load());
    var out = spec.commandLine().getOut();
    new Submission(settings)
        .submit(
            options.order(srpms),
            build -> {
              out.println(options.json() ? build.json() : build.line());
              out.flush();
            });
    return 0;
  }
}
