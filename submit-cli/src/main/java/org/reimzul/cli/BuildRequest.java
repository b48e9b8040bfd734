package org.reimzul.cli;

import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.jbeanstalk.TubeName;

/**
 * One build about to be queued.
 *
 * @param source the checked package, which {@code job} names
 * @param job with its build id
 */
record BuildRequest(Source source, BuildJob job, TubeName tube, Urgency urgency) {
  BuildId id() {
    return job.requireBuildId();
  }

  /** For people: package and arch. */
  String describe() {
    return job.srpm() + " (" + job.arch() + ")";
  }
}
