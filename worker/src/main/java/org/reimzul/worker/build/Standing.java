package org.reimzul.worker.build;

import java.util.Optional;
import org.reimzul.core.queue.Lease;
import org.reimzul.core.queue.LeaseLostException;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.ServerStats;

/** What the queue knows of a job that is held, and of itself. */
record Standing(JobStats job, ServerStats server) {
  /** Asks; waits while the server is away. */
  static Standing of(Lease lease) throws LeaseLostException, InterruptedException {
    while (true) {
      JobStats job = lease.knownStats();
      Optional<ServerStats> server = lease.server();
      if (server.isPresent()) {
        return new Standing(job, server.get());
      }
    }
  }

  /** The present reservation. */
  Handout handout() {
    return new Handout(job.id(), server.id(), job.lostReservations());
  }

  /** True if the server found the job in its files: it has forgotten earlier reservations. */
  boolean recovered() {
    return job.age().compareTo(server.uptime()) > 0;
  }
}
