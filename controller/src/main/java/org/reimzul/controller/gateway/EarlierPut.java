package org.reimzul.controller.gateway;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.reimzul.controller.queue.QueueWalk;
import org.reimzul.controller.queue.QueuedJob;
import org.reimzul.core.job.BuildId;
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
    var found = new AtomicReference<QueuedJob>();
    try (Beanstalk queue = Beanstalk.connect(config.endpoint(), config.options())) {
      walk.run(
          queue,
          () -> {},
          job -> {
            if (job.builds().contains(build)) {
              found.set(job);
            }
          });
    } catch (BeanstalkException e) {
      throw new IOException(config.describe() + ": " + e.getMessage(), e);
    }
    return Optional.ofNullable(found.get());
  }
}
