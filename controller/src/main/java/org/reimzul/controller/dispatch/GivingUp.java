package org.reimzul.controller.dispatch;

import java.io.IOException;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.queue.JobHandler;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.Outcome;
import org.reimzul.jbeanstalk.JobStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buries a message with which another handler fails unexpectedly, after some minutes of trying: the
 * reconciler decides nothing while it waits. A server that is away is waited for by the handler,
 * and a newer message by the loop.
 */
record GivingUp(JobHandler handler) implements JobHandler {
  private static final Logger log = LoggerFactory.getLogger(GivingUp.class);
  private static final long TRIES = 20;

  @Override
  public Outcome handle(Lease lease)
      throws IOException, InterruptedException, MalformedMessageException {
    try {
      return handler.handle(lease);
    } catch (NewerMessageException e) {
      throw e;
    } catch (RuntimeException e) {
      // released after each try that failed
      if (lease.stats().map(JobStats::releases).orElse(0L) < TRIES) {
        throw e;
      }
      log.error("job {} fails whenever it is tried", lease.queueId(), e);
      return Outcome.bury("it has failed " + TRIES + " times and more, the last time with " + e);
    }
  }
}
