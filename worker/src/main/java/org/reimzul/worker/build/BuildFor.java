package org.reimzul.worker.build;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.reimzul.core.job.Arches;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.Builder;

/**
 * As what a source package is made here: any arch will do, since a source package has none, but the
 * builder needs a configuration that this machine can use.
 */
final class BuildFor {
  private final Builder builder;
  private final Arches arches;
  private final List<String> served;

  /**
   * @param served what this worker builds for, the likeliest first
   */
  BuildFor(Builder builder, Arches arches, List<String> served) {
    this.builder = builder;
    this.arches = arches;
    this.served = List.copyOf(served);
  }

  /** The job for the requested arch or else for one of this worker's, or empty. */
  Optional<BuildJob> choose(BuildJob asked, Heartbeat beat)
      throws IOException, InterruptedException {
    boolean ours =
        served.stream().anyMatch(arch -> arches.tubeOf(arch).equals(arches.tubeOf(asked.arch())));
    if (ours && builder.knows(asked, beat)) {
      return Optional.of(asked);
    }
    for (String arch : served) {
      BuildJob other = onArch(asked, arch);
      if (builder.knows(other, beat)) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  private static BuildJob onArch(BuildJob asked, String arch) {
    String target = asked.target().substring(0, asked.target().length() - asked.arch().length());
    return like(asked, arch, target + arch, asked.distTag());
  }

  /** The same job with this disttag. */
  static BuildJob withDistTag(BuildJob job, String distTag) {
    return like(job, job.arch(), job.target(), distTag);
  }

  private static BuildJob like(BuildJob job, String arch, String target, String distTag) {
    return new BuildJob(
        job.srpm(),
        arch,
        target,
        distTag,
        job.scratch(),
        job.submitter(),
        job.buildId(),
        job.srpmSha256(),
        job.extra());
  }
}
