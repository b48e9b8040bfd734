package org.reimzul.worker.builder;

import java.io.IOException;
import java.nio.file.Path;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.process.Heartbeat;

/** Builds one source package for one arch. Used by one thread at a time. */
public interface Builder {
  /** As configured: {@code mock} or {@code rpmbuild}. */
  String name();

  /**
   * Builds. The log {@code build.log} grows in the result directory while it does.
   *
   * @param beat called about twice a second and after the program's end; what it throws stops the
   *     build and is passed on
   * @throws PackageFailure when the package cannot be built; its logs are in the result directory
   * @throws InfrastructureException when another try may succeed
   * @throws InterruptedException when the daemon stops; the build's processes were told to end
   */
  void build(BuildRequest request, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure;

  /**
   * Makes a source package; logs grow in the result directory while it does.
   *
   * @param beat as for {@link #build}
   * @throws PackageFailure when none can be made of the spec file
   * @throws InfrastructureException when another try may succeed
   */
  void makeSource(SourceRecipe recipe, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure;

  /** True if it knows how to build for this job's target and arch. */
  boolean knows(BuildJob job, Heartbeat beat) throws IOException, InterruptedException;

  /** True if it could build {@code job} as a chained arch, which nobody has asked for by name. */
  boolean chains(BuildJob job, Heartbeat beat) throws IOException, InterruptedException;

  /**
   * Ends and removes what a try that was cut off has left outside its directory. Safe to repeat.
   *
   * @param attempt the directory of that try
   * @param beat called about twice a second
   */
  void recover(Path attempt, Heartbeat beat) throws IOException, InterruptedException;

  /** True if {@link #recover} must be called before {@code attempt} may be deleted. */
  boolean leftOvers(Path attempt);
}
