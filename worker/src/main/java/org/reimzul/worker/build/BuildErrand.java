package org.reimzul.worker.build;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Tries;

/** To build a source package. */
record BuildErrand(BuildJob job) implements Errand<BuildErrand> {
  @Override
  public ObjectNode toJson() {
    return job.toJson();
  }

  @Override
  public BuildErrand withTries(Tries behind) {
    return new BuildErrand(job.withTries(behind));
  }
}
