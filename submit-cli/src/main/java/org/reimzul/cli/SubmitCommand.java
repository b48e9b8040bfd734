package org.reimzul.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.CommonOptions;
import org.reimzul.core.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reimzul submit}: arches and disttag default to the target's. */
@Command(
    name = "submit",
    description = "Submits source packages; arches and disttag default to the target's.",
    sortOptions = false,
    versionProvider = Version.class)
@SuppressWarnings("FieldMayBeFinal") // picocli sets them
final class SubmitCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SRPM",
      arity = "1..*",
      description = "File names in the incoming directory, or paths.")
  private List<String> srpms;

  @Option(names = "--wait", description = "Follow the builds until all have ended.")
  private boolean wait;

  @Mixin private OrderOptions options;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var settings = FarmSettings.read(common.load());
    PrintWriter out = spec.commandLine().getOut();
    List<QueuedBuild> queued = new ArrayList<>();
    new Submission(settings)
        .submit(
            options.order(srpms),
            build -> {
              queued.add(build);
              out.println(options.json() ? build.json() : build.line());
              out.flush();
            });
    if (!wait) {
      return 0;
    }
    var status = new StatusApi(settings.controller());
    return new Follow(status, out, spec.commandLine().getErr()).untilEnded(queued) ? 0 : 1;
  }
}
