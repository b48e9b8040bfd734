package org.reimzul.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.Json;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.jbeanstalk.TubeStats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul stats}: how many jobs wait in each tube, and for how many takers. */
@Command(
    name = "stats",
    description = "Shows how many jobs wait in each tube, and how many workers are connected.",
    versionProvider = Version.class)
final class StatsCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print one JSON object per line for scripts.")
  private boolean json;

  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    QueueConfig config = reimzul.settings().queue();
    var console = new Console(spec);
    FarmQueue.act(
        config,
        queue -> {
          for (TubeName tube : queue.listTubes()) {
            Optional<TubeStats> stats =
                tube.value().contains("default") ? Optional.empty() : queue.statsTube(tube);
            stats.ifPresent(each -> print(console, tube.value(), each));
          }
        });
    return 0;
  }

  private void print(Console console, String tube, TubeStats stats) {
    if (json) {
      console.print(QueryCommand.json(object(tube, stats)));
    } else {
      console.print("Current job in queue in " + tube + ": " + stats.currentJobsReady());
      console.print("Number of connected workers for " + tube + ": " + stats.currentWatching());
    }
  }

  private static ObjectNode object(String tube, TubeStats stats) {
    return Json.object()
        .put("tube", tube)
        .put("ready", stats.currentJobsReady())
        .put("reserved", stats.currentJobsReserved())
        .put("delayed", stats.currentJobsDelayed())
        .put("buried", stats.currentJobsBuried())
        .put("workers", stats.currentWatching());
  }
}
