package org.reimzul.cli;

import static org.reimzul.cli.BuildRecord.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(names = "--json", description = "Print it as a JSON object, on one line.")
  private boolean json;

  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    FarmSettings settings = reimzul.settings();
    BuildId id = Words.build(spec, build);
    BuildRecord record = RecordLookup.find(settings, id);
    List<String> details = details(settings, id, record);
    var console = new Console(spec);
    if (json) {
      console.print(object(id, record, details));
    } else {
      console.print(record.state() + (record.reason().isEmpty() ? "" : ": " + record.reason()));
      details.forEach(console::print);
    }
    return 0;
  }

  private static String object(BuildId id, BuildRecord record, List<String> details) {
    ObjectNode object = Json.object().put("build_id", id.value()).put("state", record.state());
    object.put("reason", record.reason().isEmpty() ? null : record.reason());
    details.forEach(object.putArray("details")::add);
    return QueryCommand.json(object);
  }

  /** Everything but the state and its reason, a line each. */
  private static List<String> details(FarmSettings settings, BuildId id, BuildRecord record)
      throws UserException {
    List<String> lines = new ArrayList<>();
    if (!record.waiting().isEmpty()) {
      lines.add("waits: " + record.waiting());
    }
    if (record.retries() > 0 && !record.ended()) {
      lines.add("the infrastructure has failed it " + record.retries() + " times");
    }
    lines.addAll(AttemptNotes.of(record).lines());
    if (record.held()) {
      lines.add("to try it again: reimzul retry " + id);
      lines.add("to call it off: reimzul cancel " + id);
    }
    if (text(record.json().path("queue"), "tube").equals("after") && !record.ended()) {
      lines.addAll(parents(settings, record));
    }
    Optional<Long> place = record.queueId();
    if (place.isPresent() && (!record.ended() || record.held())) {
      lines.addAll(place(settings, place.get(), id));
    }
    return lines;
  }

  private static List<String> parents(FarmSettings settings, BuildRecord record) {
    List<BuildId> parents = record.job().map(FarmJob::after).orElse(List.of());
    List<String> lines = new ArrayList<>();
    for (BuildId parent : parents.stream().limit(MOST_PARENTS).toList()) {
      lines.add("after build " + parent + ", which is " + state(settings, parent));
    }
    if (parents.size() > MOST_PARENTS) {
      lines.add("and after " + (parents.size() - MOST_PARENTS) + " more");
    }
    return lines;
  }

  private static String state(FarmSettings settings, BuildId parent) {
    try {
      return RecordLookup.find(settings, parent).state();
    } catch (UserException e) {
      return "not known: " + e.getMessage();
    }
  }

  private static List<String> place(FarmSettings settings, long number, BuildId id)
      throws UserException {
    var config = settings.queue();
    List<String> lines = new ArrayList<>();
    try {
      FarmQueue.act(config, queue -> lines.addAll(new QueueView(queue).lines(number, id)));
    } catch (IllegalArgumentException e) {
      throw new UserException(config.describe() + ": " + e.getMessage());
    }
    return lines;
  }
}
