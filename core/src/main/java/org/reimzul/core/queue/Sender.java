package org.reimzul.core.queue;

import java.time.Duration;
import org.reimzul.core.lifecycle.Backoff;
import org.reimzul.core.lifecycle.Outage;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.BuriedOnPutException;
import org.reimzul.jbeanstalk.JobTooBigException;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.TubeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts messages that must arrive: it waits for a queue that is away for as long as it takes. A
 * message may arrive twice when the connection drops between the put and its answer. Thread-safe.
 */
public final class Sender implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);

  private final QueueConfig config;
  private final Outage outage;
  private final Backoff backoff = Backoff.forServers();
  private Beanstalk queue;

  /** Connects at the first message. */
  public Sender(QueueConfig config) {
    this.config = config;
    this.outage = new Outage(log, config.describe());
  }

  /** Sends with the priority of a build and no delay; returns the job's number in the queue. */
  public long send(TubeName tube, byte[] body) throws InterruptedException {
    return send(tube, body, Tubes.BUILD, Duration.ZERO);
  }

  /**
   * Sends one message; returns its number in the queue.
   *
   * @throws IllegalArgumentException when the message is larger than the server takes
   * @throws InterruptedException when interrupted while waiting for the server
   */
  public synchronized long send(TubeName tube, byte[] body, Priority priority, Duration delay)
      throws InterruptedException {
    while (true) {
      try {
        long id = connected().put(tube, body, priority, delay, config.ttr());
        outage.up();
        backoff.reset();
        return id;
      } catch (JobTooBigException e) {
        throw new IllegalArgumentException(
            "a message of " + body.length + " bytes for " + tube.value() + " is too big", e);
      } catch (BuriedOnPutException e) {
        // the server could not write it down; kicked by a person, it would arrive twice at most
        outage.down("it buried a message that it could not store");
      } catch (BeanstalkException e) {
        close();
        outage.down(e.getMessage());
      }
      Thread.sleep(backoff.next().toMillis());
    }
  }

  private Beanstalk connected() throws BeanstalkException {
    if (queue == null) {
      queue = Beanstalk.connect(config.endpoint(), config.options());
    }
    return queue;
  }

  @Override
  public synchronized void close() {
    if (queue != null) {
      queue.close();
      queue = null;
    }
  }
}
