package org.reimzul.cli;

import java.time.Duration;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.BuriedOnPutException;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.TubeName;

/** Puts messages into the queue. */
final class Post {
  private final Beanstalk queue;
  private final Duration ttr;

  Post(Beanstalk queue, QueueConfig config) {
    this.queue = queue;
    this.ttr = config.ttr();
  }

  /** With the priority of a build. */
  long put(TubeName tube, byte[] body) throws BeanstalkException {
    return put(tube, body, Tubes.BUILD);
  }

  /** The message's number in the queue, which has written it down. */
  long put(TubeName tube, byte[] body, Priority priority) throws BeanstalkException {
    try {
      return queue.put(tube, body, priority, Duration.ZERO, ttr);
    } catch (BuriedOnPutException e) {
      queue.delete(e.id()); // not written down: a job that may vanish is not queued
      throw e;
    }
  }
}
