package org.reimzul.controller.order;

import java.io.IOException;
import java.util.Optional;
import org.reimzul.controller.queue.QueueWalk;
import org.reimzul.controller.queue.QueuedJob;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;

/**
 * Looks for the job that a keeper may have put before it died with the old one in hand. A second
 * one would do no harm, but keep a builder busy for nothing.
 */
final class EarlierPut {
  private final QueueConfig config;
  private final QueueWalk walk;

  EarlierPut(QueueConfig config, QueueWalk walk) {
    this.config = config;
    this.walk = walk;
  }

  /**
   * The job that was made of the one in hand, and came after it; looked for only if a keeper has
   * died. A queue that has seen many jobs takes minutes to look through from its beginning.
   */
  Optional<QueuedJob> find(BuildId build, Lease inHand)
      throws BeanstalkException, IOException, InterruptedException {
    if (inHand.stats().filter(job -> job.lostReservations() > 0).isEmpty()) {
      return Optional.empty();
    }
    try (Beanstalk queue = Beanstalk.connect(config.endpoint(), config.options())) {
      return walk.findAfter(queue, inHand, inHand.queueId(), job -> job.builds().contains(build));
    }
  }
}
