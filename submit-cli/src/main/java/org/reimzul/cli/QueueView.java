package org.reimzul.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Admin;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.jbeanstalk.TubeStats;

/** Where a build stands in the queue, for people. */
final class QueueView {
  private final Admin queue;

  QueueView(Admin queue) {
    this.queue = queue;
  }

  /** What became of the job with this number, if it still is the build's: numbers recur. */
  List<String> lines(long id, BuildId build) throws BeanstalkException {
    Optional<Job> job = queue.peek(id).filter(each -> JobFinder.ofBuild(each, build).isPresent());
    Optional<JobStats> stats = job.isEmpty() ? Optional.empty() : queue.statsJob(id);
    if (stats.isEmpty()) {
      return List.of("job " + id + " is no longer in the queue");
    }
    List<String> lines = new ArrayList<>(List.of(describe(stats.get())));
    if (stats.get().state() == JobStats.State.READY && forWorkers(stats.get().tube())) {
      queue.statsTube(stats.get().tube()).ifPresent(tube -> lines.addAll(describe(tube)));
    }
    return lines;
  }

  private static String describe(JobStats job) {
    String name =
        "job " + job.id() + " in tube " + job.tube().value() + ", priority " + job.pri().value();
    if (job.tube().equals(Tubes.HELD)) {
      return name + ", stands aside";
    }
    boolean after = job.tube().equals(Tubes.AFTER);
    return switch (job.state()) {
      case READY -> name + (after ? ", waits for the controller" : ", waits for a worker");
      case RESERVED -> name + (after ? ", is looked at" : ", is held by a worker");
      case DELAYED -> name + ", waits for another " + job.timeLeft().toSeconds() + " s";
      case BURIED -> name + ", is buried: a person has to kick it";
    };
  }

  private static boolean forWorkers(TubeName tube) {
    return !tube.equals(Tubes.HELD) && !tube.equals(Tubes.AFTER);
  }

  private static List<String> describe(TubeStats tube) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "tube %s: %d waiting, %d being built, %d workers%s",
            tube.name().value(),
            tube.currentJobsReady(),
            tube.currentJobsReserved(),
            tube.currentWatching(),
            tube.currentWatching() == 0 ? ": none runs, or none reaches the queue" : ""));
    if (!tube.pauseTimeLeft().isZero()) {
      lines.add("the tube is paused for another " + tube.pauseTimeLeft().toSeconds() + " s");
    }
    return lines;
  }
}
