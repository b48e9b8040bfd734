package org.reimzul.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul submit}: arches and disttag default to the target's. */
@Command(
    name = "submit",
    description = "Queues builds; arches and dist tag default to those of the target.",
    sortOptions = false,
    versionProvider = Version.class)
@SuppressWarnings("FieldMayBeFinal") // picocli sets them
final class SubmitCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SRPM",
      arity = "1..*",
      description = "Files, or names of files in the incoming directory.")
  private List<String> srpms;

  @Option(
      names = {"-a", "--arch"},
      paramLabel = "ARCH",
      split = ",",
      description = "What to build on, as x86_64; several with commas, or repeated.")
  private List<String> arches = List.of();

  @Option(
      names = {"-d", "--disttag"},
      paramLabel = "DISTTAG",
      description = "The dist tag with its dot, as .el7_4.")
  private String distTag;

  @Option(names = "--wait", description = "Follow the builds until all have ended.")
  private boolean wait;

  @Mixin private OrderOptions options;
  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    FarmSettings settings = reimzul.settings();
    CommandLine command = spec.commandLine();
    Order order = options.order(srpms.stream().map(SubmitCommand::here).toList(), arches, distTag);
    List<QueuedBuild> builds =
        new Submitter(settings, command)
            .submit(order, options.json() ? QueuedBuild::json : QueuedBuild::namedLine);
    if (!wait) {
      return 0;
    }
    var follow =
        new Follow(
            new ControllerClient(settings.controller()),
            Display.of(options.json(), command.getOut(), command.getErr()),
            Follow.PAUSE);
    return follow.untilEnded(builds) ? 0 : 1;
  }

  /** A file here is meant as a path; reimzul-submit, as the original, looks in incoming only. */
  private static String here(String word) {
    return !word.contains("/") && Files.exists(Path.of(word)) ? "./" + word : word;
  }
}
