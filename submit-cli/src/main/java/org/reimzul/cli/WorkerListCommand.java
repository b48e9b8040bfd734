package org.reimzul.cli;

import static org.reimzul.cli.BuildRecord.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul worker list}: the workers that the record has heard of. */
@Command(
    name = "list",
    description = "Lists the workers that the record has heard of.",
    versionProvider = Version.class)
final class WorkerListCommand implements Callable<Integer> {
  private static final String ROW = "%-30s %-10s %-19s %-19s %s";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  @Option(names = "--json", description = "Print one JSON object per line for scripts.")
  private boolean json;

  @ParentCommand private WorkerCommand worker;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var console = new Console(spec);
    List<JsonNode> workers = workers(worker.settings());
    if (json) {
      workers.forEach(each -> console.print(new String(Json.write(each), StandardCharsets.UTF_8)));
    } else if (workers.isEmpty()) {
      console.warn("the record has heard of no worker");
    } else {
      console.print(String.format(ROW, "WORKER", "STATE", "SINCE", "SEEN", "REASON").strip());
      workers.forEach(each -> console.print(row(each)));
    }
    return 0;
  }

  /** As the controller tells them. */
  static List<JsonNode> workers(FarmSettings settings) throws UserException {
    try {
      var document =
          new ControllerClient(settings.controller())
              .workers()
              .orElseThrow(
                  () -> new UserException(settings.controller() + " keeps no list of workers"));
      List<JsonNode> workers = new ArrayList<>();
      document.path("workers").forEach(workers::add);
      return workers;
    } catch (IOException e) {
      throw new UserException(Reason.of(e));
    }
  }

  private static String row(JsonNode worker) {
    String name = text(worker, "name");
    return String.format(
            ROW,
            text(worker, "host") + (name.isEmpty() ? "" : "@" + name),
            text(worker, "state"),
            time(worker, "since"),
            time(worker, "seen"),
            text(worker, "reason"))
        .strip();
  }

  private static String time(JsonNode worker, String key) {
    return BuildRecord.time(worker, key).map(TIME::format).orElse("-");
  }
}
