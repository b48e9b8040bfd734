package org.reimzul.worker.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.reimzul.core.http.Link;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.rpm.RpmException;
import org.reimzul.core.rpm.RpmFiles;
import org.reimzul.core.rpm.RpmHeader;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.PackageFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches a job's source package and checks it before anything of it is run. Thread-safe. */
public final class SourceFetcher {
  private static final Logger log = LoggerFactory.getLogger(SourceFetcher.class);
  private static final int TRIES = 3;

  private final URI incoming;
  private final long most;
  private final Http http;
  private final RpmFiles rpm = new RpmFiles();

  /**
   * @param incoming where source packages are served; ends in a slash
   * @param most bytes of the largest package that is taken
   */
  public SourceFetcher(URI incoming, long most, Http http) {
    this.incoming = incoming;
    this.most = most;
    this.http = http;
  }

  /**
   * Fetches into {@code dir} and checks it.
   *
   * @throws PackageFailure when it isn't there, isn't whole, or isn't what its name says
   * @throws InfrastructureException when the server is away
   */
  public SourcePackage fetch(BuildJob job, Path dir, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    Path file = dir.resolve(job.srpm());
    URI from = address(job);
    int status = download(from, file, beat);
    if (status != 200) {
      throw new PackageFailure("the source package cannot be had: " + from + " answers " + status);
    }
    beat.beat();
    requireDigest(job, file);
    beat.beat();
    try {
      rpm.verifyDigests(file);
      RpmHeader header = rpm.header(file);
      requireName(job.srpm(), header);
      beat.beat();
      return new SourcePackage(file, header);
    } catch (RpmException e) {
      throw new PackageFailure("the source package is damaged: " + e.getMessage());
    }
  }

  private int download(URI from, Path file, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    for (int left = TRIES - 1; ; left--) {
      try {
        return http.fetch(from, file, most, beat);
      } catch (TooLargeException e) {
        throw new PackageFailure("the source package is too large: " + e.getMessage());
      } catch (BrokenOffException e) {
        if (left == 0) {
          throw new PackageFailure("the source package is truncated: " + e.getMessage());
        }
        log.warn("{}; fetching it again", e.getMessage());
      }
    }
  }

  /** A package that was made of a request lies in its build's own directory. */
  private URI address(BuildJob job) {
    String directory =
        job.extra().containsKey("source") ? job.requireBuildId().carrier() + "/" : "";
    return Link.below(incoming, directory + job.srpm());
  }

  private static void requireDigest(BuildJob job, Path file) throws IOException, PackageFailure {
    if (job.srpmSha256().isPresent()) {
      String found = Sha256.of(file);
      if (!found.equals(job.srpmSha256().get())) {
        throw new PackageFailure(
            "the source package is not the one that was submitted: its sha256 is "
                + found
                + ", the submission's was "
                + job.srpmSha256().get());
      }
    }
  }

  private static void requireName(String srpm, RpmHeader header) throws PackageFailure {
    if (!header.nevra().source()) {
      throw new PackageFailure(srpm + " is a binary package");
    }
    String named = header.nevra().name() + "-" + header.evr() + ".src.rpm";
    if (!named.equals(srpm)) {
      throw new PackageFailure("the source package's header says " + named + ", not " + srpm);
    }
  }
}
