package org.reimzul.controller.queue;

import java.io.IOException;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;

/**
 * Looks for the job that somebody may have put before he died with a message in hand. A second one
 * would do no harm, but keep a builder busy for nothing. Thread-safe.
 */
public final class EarlierPut {
  private final QueueConfig config;
  private final QueueWalk walk;

  /** Walks through this queue, on a connection of its own each time. */
  public EarlierPut(QueueConfig config, QueueWalk walk) {
    this.config = config;
    this.walk = walk;
  }

  /** The build's job, whatever its tube and age. */
  public Optional<QueuedJob> find(BuildId build) throws IOException, InterruptedException {
    try (Beanstalk queue = Beanstalk.connect(config.endpoint(), config.options())) {
      return walk.find(queue, Heartbeat.NONE, job -> job.builds().contains(build));
    } catch (BeanstalkException e) {
      throw new IOException(config.describe() + ": " + e.getMessage(), e);
    }
  }

  /**
   * The job that was made of the one in hand, and came after it; looked for only if a holder of
   * that one has died.
   */
  public Optional<QueuedJob> madeOf(Lease inHand, BuildId build)
      throws BeanstalkException, IOException, InterruptedException {
    if (inHand.stats().filter(job -> job.lostReservations() > 0).isEmpty()) {
      return Optional.empty();
    }
    try (Beanstalk queue = Beanstalk.connect(config.endpoint(), config.options())) {
      return walk.findAfter(queue, inHand, inHand.queueId(), job -> job.builds().contains(build));
    }
  }
}
