package org.reimzul.cli;

import static org.reimzul.cli.BuildRecord.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul why BUILD}: why it is where it is, and what it waits for. */
@Command(
    name = "why",
    description = "Says why a build is in its state, and what it waits for.",
    versionProvider = Version.class)
final class WhyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BUILD", description = "A build id, as --json prints it.")
  private String build;

  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    FarmSettings settings = reimzul.settings();
    BuildRecord record = RecordLookup.find(settings, build);
    PrintWriter out = spec.commandLine().getOut();
    out.print(record.state() + (record.reason().isEmpty() ? "" : ": " + record.reason()) + "\n");
    out.flush();
    JsonNode queue = record.json().path("queue");
    if (!record.ended() && queue.path("id").canConvertToLong() && queue.path("id").isNumber()) {
      place(settings, text(queue, "tube"), queue.path("id").longValue(), out);
    }
    out.flush();
    return 0;
  }

  private void place(FarmSettings settings, String tube, long id, PrintWriter out)
      throws UserException {
    var config = settings.queue();
    try (Beanstalk queue = Beanstalk.connect(config.endpoint(), config.options())) {
      new QueueView(queue, out).print(tube, id, build);
    } catch (BeanstalkException | IllegalArgumentException e) {
      throw new UserException(config.describe() + ": " + e.getMessage());
    }
  }
}
