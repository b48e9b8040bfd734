package org.reimzul.cli;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.jbeanstalk.TubeName;

/**
 * One build about to be queued.
 *
 * @param source the checked package, which {@code job} names
 */
record BuildRequest(Source source, BuildJob job, TubeName tube, Urgency urgency) {
  /** A request with a fresh build id; IllegalArgumentException for a value outside its grammar. */
  static BuildRequest of(
      Source source, String arch, Order order, String distTag, FarmSettings settings) {
    var job =
        new BuildJob(
            source.name(),
            settings.arches().require(arch),
            settings.requireTarget(order.target()) + "." + arch,
            distTag,
            order.scratch(),
            order.submitter(),
            Optional.of(BuildId.mint(Instant.now())),
            source.sha256(),
            Map.of());
    return new BuildRequest(
        source, job, TubeName.of(settings.arches().tubeOf(arch)), order.urgency());
  }
}
