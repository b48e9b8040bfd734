package org.reimzul.worker.build;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.reimzul.core.config.Deadlines;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.Arches;
import org.reimzul.core.queue.Sender;
import org.reimzul.worker.builder.Builder;
import org.reimzul.worker.gitsource.ScmConfig;

/**
 * What a worker's {@link Handlers} are made of.
 *
 * @param host node name
 * @param arches those of the farm
 * @param tubes those that the worker watches
 * @param targets configured targets; any is taken while there are none
 * @param incoming where source packages are; ends in a slash
 * @param largestSrpm bytes
 * @param bstore base URL; ends in a slash
 * @param uploadTo rsync daemon; ends in a slash
 * @param way what kind of bstore it is
 * @param srpmsTo rsync daemon of the controller; ends in a slash
 * @param scm where packages' git repositories are
 * @param deadlines of builds
 * @param grace how long a job is left to an owner that may come back; zero: not at all
 * @param retry what becomes of builds that the infrastructure has failed
 */
public record Wiring(
    String host,
    Arches arches,
    List<String> tubes,
    Map<String, TargetConfig> targets,
    URI incoming,
    long largestSrpm,
    URI bstore,
    URI uploadTo,
    UploadWay way,
    URI srpmsTo,
    ScmConfig scm,
    Deadlines deadlines,
    Duration grace,
    RetryConfig retry) {
  /** Puts it together. */
  public Handlers handlers(Instance instance, Builder builder, Sender sender) throws IOException {
    return new Parts(this, instance, builder, sender).handlers();
  }
}
