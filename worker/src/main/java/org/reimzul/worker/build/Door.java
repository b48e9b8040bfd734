package org.reimzul.worker.build;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.Arches;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.SourceRequest;

/** Refuses jobs that this worker can never build. */
final class Door {
  /** A job goes into events whole, beside what they tell, and the queue takes 65,535 bytes. */
  private static final int LONGEST_JOB = 60_000;

  private final Arches arches;
  private final List<String> tubes;
  private final Map<String, TargetConfig> targets;

  /**
   * @param tubes that this worker watches
   * @param targets any is accepted while there are none
   */
  Door(Arches arches, List<String> tubes, Map<String, TargetConfig> targets) {
    this.arches = arches;
    this.tubes = List.copyOf(tubes);
    this.targets = Map.copyOf(targets);
  }

  /** Why a job is refused, or empty. */
  Optional<String> refuses(BuildJob job) {
    int length = job.encode().length;
    if (length > LONGEST_JOB) {
      return Optional.of("the job has " + length + " bytes, more than " + LONGEST_JOB);
    }
    try {
      if (!tubes.contains(arches.tubeOf(job.arch()))) {
        return Optional.of("arch " + job.arch() + " does not belong into the tubes " + tubes);
      }
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
    return unknown(job.target(), job.arch());
  }

  /** Why a request to build from git is refused, or empty; any worker may make its package. */
  Optional<String> refuses(SourceRequest request) {
    int length = request.encode().length;
    if (length > LONGEST_JOB) {
      return Optional.of("the request has " + length + " bytes, more than " + LONGEST_JOB);
    }
    try {
      arches.require(request.arch());
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
    return unknown(request.wireTarget(), request.arch());
  }

  private Optional<String> unknown(String repository, String arch) {
    boolean known =
        targets.isEmpty()
            || targets.keySet().stream().anyMatch(name -> repository.equals(name + "." + arch));
    return known ? Optional.empty() : Optional.of("no target is configured for " + repository);
  }
}
