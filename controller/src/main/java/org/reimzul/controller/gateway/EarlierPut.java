package org.reimzul.controller.gateway;

import java.io.IOException;
import java.util.Optional;
import org.reimzul.controller.queue.QueueWalk;
import org.reimzul.controller.queue.QueuedJob;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;

/**
 * Looks for the job that a gateway may have put before it died with the message in hand. A second
 * one would do no harm, but keep a worker busy for nothing.
 */
final class EarlierPut {
  private final QueueConfig config;
  private final QueueWalk walk;

  EarlierPut(QueueConfig config, QueueWalk walk) {
    this.config = config;
    this.walk = walk;
  }

  /** The build's job, whatever its tube; throws when the queue is away. */
  Optional<QueuedJob> find(BuildId build) throws IOException, InterruptedException {
    try (Beanstalk queue = Beanstalk.connect(config.endpoint(), config.options())) {
      return walk.find(queue, Heartbeat.NONE, job -> job.builds().contains(build));
    } catch (BeanstalkException e) {
      throw new IOException(config.describe() + ": " + e.getMessage(), e);
    }
  }
}
