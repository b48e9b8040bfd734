package org.reimzul.cli;

import static org.reimzul.cli.History.shown;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.Excerpt;
import org.reimzul.core.job.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul query -s STATUS}: the original's question about the history, and its lines. */
@Command(
    name = "query",
    description = "Lists the builds of a status, out of the history.",
    sortOptions = false,
    versionProvider = Version.class)
final class QueryCommand implements Callable<Integer> {
  /** A status as the history has it; spelled as on the command line. */
  enum HistoryStatus {
    Building,
    Done,
    Success,
    Failed,
    Override
  }

  @Option(
      names = {"-s", "--status"},
      paramLabel = "STATUS",
      required = true,
      description = "One of ${COMPLETION-CANDIDATES}; but for Building only the latest builds.")
  private HistoryStatus status;

  @Option(
      names = {"-t", "--target"},
      paramLabel = "TARGET.ARCH",
      description = "Only of this repository, as c7.1810.00.armhfp.")
  private String target;

  @Option(
      names = "--any-target",
      description = "Take any word for TARGET.ARCH, as the original's command does.")
  private boolean anyTarget;

  @Option(names = "--json", description = "Print each document as a JSON object on a line.")
  private boolean json;

  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var console = new Console(spec);
    Map<String, String> wanted = new HashMap<>(Map.of("status", status.name()));
    if (status != HistoryStatus.Building) {
      wanted.put("latest", "true");
    }
    FarmSettings settings = reimzul.settings();
    if (target != null) {
      wanted.put("target", anyTarget ? target : repository(settings));
    }
    new History(settings.controller())
        .ask(wanted, document -> console.print(json ? json(document) : line(document)));
    return 0;
  }

  /** Without its arch a target would find nothing, and look like a farm where nothing failed. */
  private String repository(FarmSettings settings) {
    String arch = target.substring(target.lastIndexOf('.') + 1);
    if (!settings.arches().names().contains(arch)) {
      throw Words.wrong(spec, "not TARGET.ARCH: " + Excerpt.of(target));
    }
    return Words.repository(spec, target);
  }

  static String json(JsonNode document) {
    return new String(Json.write(document), StandardCharsets.UTF_8);
  }

  /** Two blanks before the builder: scripts cut these lines. */
  private String line(JsonNode document) {
    String head =
        String.format(
            "%s (arch: %s, status: %s, timestamp: %s, ",
            shown(document, "srpm"),
            shown(document, "arch"),
            shown(document, "status"),
            shown(document, "timestamp"));
    return status == HistoryStatus.Override
        ? head
            + "target: "
            + shown(document, "target")
            + ", comment: "
            + shown(document, "comment")
            + ")"
        : head + " builder: " + shown(document, "builder_fqdn") + ")";
  }
}
