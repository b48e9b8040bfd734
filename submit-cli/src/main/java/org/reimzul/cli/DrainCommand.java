package org.reimzul.cli;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.cli.Version;
import org.reimzul.core.job.Notice;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul worker drain HOST[@N]}: has workers finish what they have and take no more. */
@Command(
    name = "drain",
    description = "Has workers finish what they have and take nothing new.",
    versionProvider = Version.class)
final class DrainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "HOST[@N]", description = "A host's workers, or one of them.")
  private String place;

  @Option(
      names = {"-m", "--reason"},
      paramLabel = "REASON",
      description = "Why, for those who look at the workers.")
  private String reason;

  @ParentCommand private WorkerCommand worker;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    FarmSettings settings = worker.settings();
    var console = new Console(spec);
    WorkerPlace drained = WorkerPlace.parse(spec, place);
    QueueConfig config = settings.queue();
    FarmQueue.act(config, queue -> drain(drained, queue, config, console));
    warnIfUnknown(settings, drained, console);
    return 0;
  }

  private void drain(WorkerPlace drained, Beanstalk queue, QueueConfig config, Console console)
      throws BeanstalkException {
    Optional<Notice> before = Notices.find(queue, drained.notice());
    if (before.isPresent()) {
      console.print(drained + " is to drain already, by " + before.get().by() + why(before.get()));
    } else {
      var notice = new Notice(Asker.BY, Clock.systemUTC().instant(), Asker.did("drained", reason));
      new Post(queue, config).put(drained.notice(), notice.encode());
      CrashPoint.reach("drain.notice.put");
      console.print(
          drained + " finishes what it has and takes nothing new, until reimzul worker resume");
    }
  }

  private static String why(Notice notice) {
    return notice.reason().isBlank() ? "" : ": " + notice.reason();
  }

  /** The notice is good for a worker that is yet to start; a slip of the pen should show. */
  static void warnIfUnknown(FarmSettings settings, WorkerPlace place, Console console) {
    try {
      if (WorkerListCommand.workers(settings).stream().noneMatch(place::covers)) {
        console.warn("the record has heard of no worker " + place);
      }
    } catch (UserException e) {
      console.warn("whether there is such a worker can't be told: " + e.getMessage());
    }
  }
}
