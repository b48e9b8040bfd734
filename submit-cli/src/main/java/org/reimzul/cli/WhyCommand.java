package org.reimzul.cli;

import static org.reimzul.cli.BuildRecord.text;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.FarmJob;
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
  private static final int MOST_PARENTS = 10;

  @Parameters(paramLabel = "BUILD", description = "A build id, as reimzul builds lists it.")
  private String build;

  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    FarmSettings settings = reimzul.settings();
    BuildRecord record = RecordLookup.find(settings, Words.build(spec, build));
    var console = new Console(spec);
    console.print(record.state() + (record.reason().isEmpty() ? "" : ": " + record.reason()));
    if (!record.waiting().isEmpty()) {
      console.print("waits: " + record.waiting());
    }
    if (record.retries() > 0 && !record.ended()) {
      console.print("the infrastructure has failed it " + record.retries() + " times");
    }
    AttemptNotes.of(record).lines().forEach(console::print);
    if (record.held()) {
      console.print("to try it again: reimzul retry " + build);
      console.print("to call it off: reimzul cancel " + build);
    }
    if (text(record.json().path("queue"), "tube").equals("after") && !record.ended()) {
      parents(settings, record, console);
    }
    Optional<Long> place = record.queueId();
    if (place.isPresent() && (!record.ended() || record.held())) {
      place(settings, place.get());
    }
    return 0;
  }

  private static void parents(FarmSettings settings, BuildRecord record, Console console) {
    List<BuildId> parents = record.job().map(FarmJob::after).orElse(List.of());
    for (BuildId parent : parents.stream().limit(MOST_PARENTS).toList()) {
      console.print("after build " + parent + ", which is " + state(settings, parent));
    }
    if (parents.size() > MOST_PARENTS) {
      console.print("and after " + (parents.size() - MOST_PARENTS) + " more");
    }
  }

  private static String state(FarmSettings settings, BuildId parent) {
    try {
      return RecordLookup.find(settings, parent).state();
    } catch (UserException e) {
      return "not known: " + e.getMessage();
    }
  }

  private void place(FarmSettings settings, long id) throws UserException {
    var config = settings.queue();
    var out = spec.commandLine().getOut();
    try {
      FarmQueue.act(
          config,
          queue -> {
            new QueueView(queue, out).print(id, Words.build(spec, build));
            out.flush();
          });
    } catch (IllegalArgumentException e) {
      throw new UserException(config.describe() + ": " + e.getMessage());
    }
  }
}
