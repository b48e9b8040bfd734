package org.reimzul.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.CommonOptions;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reimzul status BUILD}: what the record holds. */
@Command(
    name = "status",
    description = "Shows a build's state, its reason and its attempts.",
    versionProvider = Version.class)
final class StatusCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUILD", description = "A build id.")
  private String build;

  @Option(names = "--json", description = "Print the whole record as JSON.")
  private boolean json;

  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var settings = FarmSettings.read(common.load());
    ObjectNode record = fetch(new StatusApi(settings.controller()), id());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new String(Json.write(record), StandardCharsets.UTF_8));
    } else {
      print(record, out);
    }
    out.flush();
    return 0;
  }

  private BuildId id() throws UserException {
    try {
      return new BuildId(build);
    } catch (IllegalArgumentException e) {
      throw new UserException(e.getMessage());
    }
  }

  private static ObjectNode fetch(StatusApi api, BuildId id)
      throws UserException, InterruptedException {
    try {
      return api.build(id)
          .orElseThrow(() -> new UserException("no build " + id + " in the record"));
    } catch (IOException e) {
      throw new UserException("the controller does not answer: " + e.getMessage());
    }
  }

  private static void print(ObjectNode record, PrintWriter out) {
    out.printf("build      %s%n", record.path("_id").asText());
    out.printf("package    %s%n", record.path("srpm").asText());
    out.printf(
        "target     %s (%s)%n", record.path("target").asText(), record.path("arch").asText());
    out.printf("state      %s%n", record.path("state").asText());
    String reason = record.path("reason").asText("");
    if (!reason.isEmpty() && !reason.equals("null")) {
      out.printf("reason     %s%n", reason);
    }
    for (JsonNode step : record.path("transitions")) {
      out.printf("  %s  %s%n", step.path("at").asText(), step.path("state").asText());
    }
    for (JsonNode attempt : record.path("attempts")) {
      out.printf(
          "attempt    %s %s on %s%n",
          attempt.path("number").asText(),
          attempt.path("state").asText(),
          attempt.path("host").asText());
    }
  }
}
