package org.reimzul.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.CommonOptions;
import org.reimzul.core.cli.Launcher;
import org.reimzul.core.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reimzul-submit}: the original's command, for people and scripts that know it. */
@Command(
    name = "reimzul-submit",
    description = "Queues builds of source packages: each SRPM for each ARCH, all of them or none.",
    sortOptions = false,
    versionProvider = Version.class)
public final class SubmitMain implements Callable<Integer> {
  @Option(
      names = {"-s", "--srpm"},
      paramLabel = "SRPM",
      required = true,
      description = "A file name in the incoming directory, or a path; may be repeated.")
  private List<String> srpms;

  @Option(
      names = {"-a", "--arch"},
      paramLabel = "ARCH",
      required = true,
      split = ",",
      description = "What to build on, as x86_64; several with commas, or repeated.")
  private List<String> arches;

  @Option(
      names = {"-d", "--disttag"},
      paramLabel = "DISTTAG",
      required = true,
      description = "The dist tag with its dot, as .el7_4.")
  private String distTag;

  @Mixin private OrderOptions options;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  SubmitMain() {}

  /** Exits 0 when all is queued, 1 with a reason, 2 for wrong usage. */
  public static void main(String[] args) {
    System.exit(Launcher.run(new SubmitMain(), true, args));
  }

  @Override
  public Integer call() throws Exception {
    Order order = options.order(srpms, arches, distTag);
    new Submitter(FarmSettings.read(common.load()), spec.commandLine())
        .submit(order, options.json() ? QueuedBuild::json : QueuedBuild::line);
    return 0;
  }
}
