package org.reimzul.core.queue;

import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.job.Notice;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.TubeName;

/**
 * Notices to workers: a job in a tube of that name, which nobody watches; workers peek. They are
 * kept by the queue like any job and reach every worker that can reach the queue.
 */
public final class Notices {
  /** The builds of this prefix's tubes are called off. */
  public static final String CANCEL = "cancel/";

  /** The hosts or instances of this prefix's tubes take nothing new. */
  public static final String DRAIN = "drain/";

  private Notices() {}

  /** Where a build is called off. */
  public static TubeName cancel(BuildId build) {
    return TubeName.of(CANCEL + build);
  }

  /** Where every worker of a host is told to take nothing new. */
  public static TubeName drain(String host) {
    return TubeName.of(DRAIN + Grammar.host(host));
  }

  /** Where one worker of a host is told to take nothing new. */
  public static TubeName drain(String host, String instance) {
    return TubeName.of(DRAIN + Grammar.host(host) + "/" + instance);
  }

  /** What stands there; a notice that can't be read is one all the same. */
  public static Optional<Notice> find(Beanstalk queue, TubeName place) throws BeanstalkException {
    queue.use(place);
    Optional<Job> job = queue.peekReady();
    if (job.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Notice.decode(job.get().body()));
    } catch (MalformedMessageException | NewerMessageException e) {
      return Optional.of(new Notice("unknown", Instant.EPOCH, e.getMessage()));
    }
  }

  /** Takes every notice there down; returns whether there was one. */
  public static boolean remove(Beanstalk queue, TubeName place) throws BeanstalkException {
    queue.use(place);
    boolean any = false;
    for (Optional<Job> job = queue.peekReady(); job.isPresent(); job = queue.peekReady()) {
      any |= queue.delete(job.get().id());
    }
    return any;
  }
}
