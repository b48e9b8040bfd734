package org.reimzul.cli;

import static org.reimzul.cli.BuildRecord.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul builds}: the newest builds, for those who look for the id of one. */
@Command(
    name = "builds",
    description = "Lists the newest builds that the record has heard of.",
    sortOptions = false,
    versionProvider = Version.class)
final class BuildsCommand implements Callable<Integer> {
  private static final int MOST = 500;
  private static final String ROW = "%-26s %-10s %-19s %-20s %s";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  @Option(
      names = {"-n", "--number"},
      paramLabel = "NUMBER",
      defaultValue = "20",
      description = "How many at most, up to " + MOST + "; default ${DEFAULT-VALUE}.")
  private int number;

  @Option(names = "--json", description = "Print each record as a JSON object on a line.")
  private boolean json;

  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (number < 1 || number > MOST) {
      throw Words.wrong(spec, "not a number from 1 to " + MOST + ": " + number);
    }
    var console = new Console(spec);
    List<ObjectNode> builds = newest(reimzul.settings());
    if (json) {
      builds.forEach(build -> console.print(QueryCommand.json(build)));
    } else if (builds.isEmpty()) {
      console.warn("the record has no builds");
    } else {
      console.print(String.format(ROW, "BUILD", "STATE", "SINCE", "TARGET", "PACKAGE"));
      builds.forEach(build -> console.print(row(new BuildRecord(build))));
    }
    return 0;
  }

  private List<ObjectNode> newest(FarmSettings settings) throws UserException {
    try {
      return new ControllerClient(settings.controller()).newest(number);
    } catch (IOException e) {
      throw new UserException(Reason.of(e));
    }
  }

  private static String row(BuildRecord build) {
    String srpm = text(build.json(), "srpm");
    return String.format(
        ROW,
        text(build.json(), "_id"),
        build.state(),
        build.since().map(TIME::format).orElse("-"),
        build.repository(),
        srpm.isEmpty() ? text(build.json().path("job"), "pkg") : srpm);
  }
}
