package org.reimzul.faults.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.faults.watch.Queue;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.Priority;
import org.reimzul.jbeanstalk.TubeName;

/** Takes messages away that nobody has reserved, as a queue that has lost its disk does. */
final class Thief {
  private static final TubeName PROBE = TubeName.of("faults-probe");
  private static final long LOOK_BACK = 1500;

  private final Queue queue;

  Thief(Queue queue) {
    this.queue = queue;
  }

  /** The next one of a tube, if there is one. */
  boolean takeOne(String tube) {
    try {
      return queue.on(
          client -> {
            client.use(TubeName.of(tube));
            Optional<Job> job = client.peekReady();
            return job.isPresent() && known(job.get()) && client.delete(job.get().id());
          });
    } catch (BeanstalkException e) {
      return false; // not this time
    }
  }

  /** What has no build id yet was promised to nobody: an original submitter's. */
  private static boolean known(Job job) {
    return is(job, body -> body.hasNonNull("build_id"));
  }

  /** All of a tube. */
  void takeAll(String tube) {
    while (takeOne(tube)) {
      // and the next
    }
  }

  /** Those of a tube that are like this, among the newest of the queue; returns how many. */
  int take(String tube, Predicate<ObjectNode> like) {
    try {
      return queue.on(client -> take(client, TubeName.of(tube), like));
    } catch (BeanstalkException e) {
      return 0;
    }
  }

  private static int take(Beanstalk client, TubeName tube, Predicate<ObjectNode> like)
      throws BeanstalkException {
    byte[] body = "{}".getBytes(StandardCharsets.US_ASCII);
    long last = client.put(PROBE, body, Priority.DEFAULT, Duration.ZERO, Duration.ofSeconds(1));
    client.delete(last);
    int taken = 0;
    for (long id = last - 1; id > 0 && id > last - LOOK_BACK; id--) {
      Optional<Job> job = client.peek(id);
      if (job.isPresent() && is(job.get(), like) && in(client, id, tube) && client.delete(id)) {
        taken++;
      }
    }
    return taken;
  }

  private static boolean in(Beanstalk client, long id, TubeName tube) throws BeanstalkException {
    return client.statsJob(id).filter(stats -> stats.tube().equals(tube)).isPresent();
  }

  private static boolean is(Job job, Predicate<ObjectNode> like) {
    try {
      return like.test(Json.read(job.body()));
    } catch (MalformedMessageException e) {
      return false;
    }
  }
}
