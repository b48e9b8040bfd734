package org.reimzul.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul status BUILD}: what the record holds. */
@Command(
    name = "status",
    description = "Shows a build's state, reason and attempts.",
    versionProvider = Version.class)
final class StatusCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUILD", description = "A build id, as reimzul builds lists it.")
  private String build;

  @Option(names = "--json", description = "Print the whole record as JSON, on one line.")
  private boolean json;

  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var settings = reimzul.settings();
    BuildRecord record = RecordLookup.find(settings, Words.build(spec, build));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(new String(Json.write(record.json()), StandardCharsets.UTF_8) + "\n");
    } else {
      new StatusView(out, settings.bstore()).print(record);
    }
    out.flush();
    return 0;
  }
}
