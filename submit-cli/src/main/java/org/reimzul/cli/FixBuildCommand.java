package org.reimzul.cli;

import static org.reimzul.cli.History.shown;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Tubes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code reimzul fix-build}: overrides the latest build's status in the history. The document is
 * named in an event that the controller records, so that it is the one meant however late it comes.
 */
@Command(
    name = "fix-build",
    description = "Overrides the status of a package's latest build in the history.",
    sortOptions = false,
    versionProvider = Version.class)
final class FixBuildCommand implements Callable<Integer> {
  @Option(
      names = {"-s", "--srpm"},
      paramLabel = "SRPM",
      required = true,
      description = "The file name of the source package.")
  private String srpm;

  @Option(
      names = {"-t", "--target"},
      paramLabel = "TARGET.ARCH",
      required = true,
      description = "The repository it was built for, as c7.1810.00.armhfp.")
  private String target;

  @Option(
      names = {"-a", "--arch"},
      paramLabel = "ARCH",
      required = true,
      description = "The arch it was built for.")
  private String arch;

  @Option(
      names = {"-c", "--comment"},
      paramLabel = "COMMENT",
      required = true,
      description = "Why, as \"built against devtoolset-7-llvm\".")
  private String comment;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1m",
      converter = Words.Time.class,
      description = "How long to wait until it is recorded; default ${DEFAULT-VALUE}.")
  private Duration timeout;

  @Option(names = "--json", description = "Print the document afterwards as a JSON object.")
  private boolean json;

  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    FarmSettings settings = reimzul.settings();
    var console = new Console(spec);
    if (!json) {
      console.print("Updating mongo ...");
    }
    var history = new History(settings.controller());
    JsonNode latest = latest(history.of(srpm, arch, target));
    override(settings.queue(), latest.path("_id"));
    Optional<JsonNode> overridden =
        new Patience(timeout).until(() -> overridden(history, latest.path("_id")));
    if (overridden.isEmpty()) {
      console.warn(
          "not recorded within " + timeout.toSeconds() + " s; the request stays in the queue");
      return Exit.TIMEOUT;
    }
    if (json) {
      console.print(QueryCommand.json(overridden.get()));
    }
    return 0;
  }

  /**
   * The one that the original means, too: the newest, should several call themselves the latest.
   */
  private JsonNode latest(List<JsonNode> documents) throws UserException {
    return documents.stream()
        .filter(document -> document.path("latest_build").asBoolean())
        .max(Comparator.comparing(document -> shown(document, "timestamp")))
        .orElseThrow(
            () ->
                new UserException(
                    "the history has no finished build of "
                        + srpm
                        + " for "
                        + arch
                        + " in "
                        + target));
  }

  private void override(QueueConfig config, JsonNode id) throws UserException {
    var event = FarmEvent.override(Clock.systemUTC().instant(), Asker.person(), id, comment);
    FarmQueue.act(
        config,
        queue -> {
          new Post(queue, config).put(Tubes.EVENTS, event.encode());
        });
  }

  private Optional<JsonNode> overridden(History history, JsonNode id) throws UserException {
    return history.of(srpm, arch, target).stream()
        .filter(document -> document.path("_id").equals(id))
        .filter(document -> shown(document, "status").equals("Override"))
        .filter(document -> shown(document, "comment").equals(comment))
        .findFirst();
  }
}
