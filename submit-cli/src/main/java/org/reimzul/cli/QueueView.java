package org.reimzul.cli;

import java.io.PrintWriter;
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
  private final PrintWriter out;

  QueueView(Admin queue, PrintWriter out) {
    this.queue = queue;
    this.out = out;
  }

  /** Says what became of the job with this number, if it still is the build's: numbers recur. */
  void print(long id, BuildId build) throws BeanstalkException {
    Optional<Job> job = queue.peek(id).filter(each -> JobFinder.ofBuild(each, build).isPresent());
    Optional<JobStats> stats = job.isEmpty() ? Optional.empty() : queue.statsJob(id);
    if (stats.isEmpty()) {
      out.print("job " + id + " is no longer in the queue\n");
      return;
    }
    out.print(describe(stats.get()) + "\n");
    if (stats.get().state() == JobStats.State.READY && forWorkers(stats.get().tube())) {
      queue.statsTube(stats.get().tube()).ifPresent(this::tube);
    }
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

  private void tube(TubeStats tube) {
    out.printf(
        "tube %s: %d waiting, %d being built, %d workers%s\n",
        tube.name().value(),
        tube.currentJobsReady(),
        tube.currentJobsReserved(),
        tube.currentWatching(),
        tube.currentWatching() == 0 ? ": none runs, or none reaches the queue" : "");
    if (!tube.pauseTimeLeft().isZero()) {
      out.printf("the tube is paused for another %d s\n", tube.pauseTimeLeft().toSeconds());
    }
  }
}
