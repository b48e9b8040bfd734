package org.reimzul.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.reimzul.core.cli.Version;
import org.reimzul.core.lifecycle.CrashPoint;
import org.reimzul.core.queue.Notices;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.TubeName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul worker resume HOST[@N]}: has drained workers take builds again. */
@Command(
    name = "resume",
    description = "Has drained workers take builds again.",
    versionProvider = Version.class)
final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "HOST[@N]", description = "A host's workers, or one of them.")
  private String place;

  @ParentCommand private WorkerCommand worker;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    FarmSettings settings = worker.settings();
    var console = new Console(spec);
    WorkerPlace resumed = WorkerPlace.parse(spec, place);
    QueueConfig config = settings.queue();
    FarmQueue.act(
        config,
        queue -> {
          boolean drained = Notices.remove(queue, resumed.notice());
          CrashPoint.reach("resume.notice.removed");
          console.print(
              drained
                  ? resumed + " takes builds again"
                  : resumed + " was not to drain: nothing to do");
          for (TubeName other : others(queue, resumed)) {
            if (Notices.find(queue, other).isPresent()) {
              console.warn("still to drain: " + name(other));
            }
          }
        });
    DrainCommand.warnIfUnknown(settings, resumed, console);
    return 0;
  }

  /** Notices that hold some of these workers back all the same. */
  private static List<TubeName> others(Beanstalk queue, WorkerPlace resumed)
      throws BeanstalkException {
    if (resumed.instance().isPresent()) {
      return List.of(new WorkerPlace(resumed.host(), Optional.empty()).notice());
    }
    String prefix = resumed.notice().value() + "/";
    return queue.listTubes().stream().filter(each -> each.value().startsWith(prefix)).toList();
  }

  private static String name(TubeName notice) {
    return notice.value().substring(Notices.DRAIN.length()).replace('/', '@');
  }
}
