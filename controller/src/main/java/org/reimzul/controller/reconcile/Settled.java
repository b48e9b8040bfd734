package org.reimzul.controller.reconcile;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.jbeanstalk.TubeStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether everything that was said has been heard: no message waits that could change what the
 * record or bstore says of a build. What is buried was refused, and waits for nobody.
 */
final class Settled {
  private static final Logger log = LoggerFactory.getLogger(Settled.class);

  /** On a busy farm the tubes are empty only now and then: look this often. */
  private static final int LOOKS = 50;

  private static final Duration BETWEEN = Duration.ofMillis(100);

  /** What the record hears, and the ends that bstore is still to commit. */
  private static final List<TubeName> TOLD =
      List.of(Tubes.EVENTS, Tubes.NOTIFY, Tubes.NOTIFY_RECORD, Tubes.BSTORE);

  private String last = "";

  /** True when all of it was empty at one time or another within the last seconds. */
  boolean reached(Beanstalk queue, Heartbeat beat)
      throws BeanstalkException, IOException, InterruptedException {
    for (TubeName tube : TOLD) {
      if (!empties(queue, tube, beat)) {
        say("nothing is put again while the tube " + tube.value() + " has messages");
        return false;
      }
    }
    say("");
    return true;
  }

  private static boolean empties(Beanstalk queue, TubeName tube, Heartbeat beat)
      throws BeanstalkException, IOException, InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      if (empty(queue, tube)) {
        return true;
      }
      beat.beat();
      Thread.sleep(BETWEEN.toMillis());
    }
    return false;
  }

  /** True when the tube has no message, or only buried ones and such as a newer version reads. */
  static boolean empty(Beanstalk queue, TubeName tube) throws BeanstalkException {
    Optional<TubeStats> stats = queue.statsTube(tube);
    if (stats.isEmpty()) {
      return true;
    }
    long now = stats.get().currentJobsReady() + stats.get().currentJobsReserved();
    return now == 0 && (stats.get().currentJobsDelayed() == 0 || nextIsNewer(queue, tube));
  }

  /**
   * A message for a newer reader may lie there for as long as an upgrade takes, and tells us
   * nothing.
   */
  private static boolean nextIsNewer(Beanstalk queue, TubeName tube) throws BeanstalkException {
    queue.use(tube);
    Optional<Job> next = queue.peekDelayed();
    if (next.isEmpty()) {
      return false;
    }
    try {
      Fields.of(next.get().body());
    } catch (NewerMessageException e) {
      return true;
    } catch (MalformedMessageException e) {
      return false; // about to be buried
    }
    return false;
  }

  private void say(String what) {
    if (!what.equals(last) && !what.isEmpty()) {
      log.info("{}", what);
    }
    last = what;
  }
}
