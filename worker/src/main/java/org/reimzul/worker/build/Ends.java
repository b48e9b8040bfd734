package org.reimzul.worker.build;

import java.io.IOException;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.process.Heartbeat;

/** Who can be asked how builds have ended. */
interface Ends {
  /**
   * How a build ended, or empty while it hasn't.
   *
   * @throws org.reimzul.worker.builder.InfrastructureException when that can't be told now
   */
  Optional<History.End> find(BuildId build, Heartbeat beat)
      throws IOException, InterruptedException;
}
