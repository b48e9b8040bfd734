package org.reimzul.worker.build;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.config.TargetConfig.Duplicates;
import org.reimzul.core.http.Link;
import org.reimzul.core.job.AlreadyPublished;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.source.BrokenOffException;
import org.reimzul.worker.source.Http;

/** Asks bstore, for targets that refuse duplicates, whether a package is published already. */
final class Published {
  private static final long MOST = 1L << 20;

  private final Map<String, TargetConfig> targets;
  private final URI base;
  private final Http http;
  private final Path file;
  private final Patience bstore;

  /**
   * @param bstore its base URL, ending in a slash
   * @param directory for a temporary file
   * @param patience how long bstore may be away
   */
  Published(
      Map<String, TargetConfig> targets, URI bstore, Http http, Path directory, Duration patience) {
    this.targets = Map.copyOf(targets);
    this.base = bstore.resolve("published/");
    this.http = http;
    this.file = directory.resolve("published.json");
    this.bstore = new Patience("bstore's http server", patience);
  }

  /** Why the job is not to be built, or empty. */
  Optional<String> refuses(BuildJob job, Heartbeat beat) throws IOException, InterruptedException {
    if (job.scratch() || !refusing(job.target())) {
      return Optional.empty();
    }
    return bstore
        .until(beat, () -> ask(job, beat))
        // a chained build makes its parent's source package again, in the same repository
        .filter(other -> !other.carrier().equals(job.requireBuildId().carrier()))
        .map(AlreadyPublished::reason);
  }

  private boolean refusing(String repository) {
    TargetConfig target = targets.get(TargetConfig.nameIn(repository));
    return target != null && target.duplicates() == Duplicates.REFUSE;
  }

  private Optional<BuildId> ask(BuildJob job, Heartbeat beat)
      throws IOException, InterruptedException {
    URI from = address(job);
    try {
      return http.find(from, file, MOST, beat)
          ? Optional.of(Fields.of(Files.readAllBytes(file)).text("build_id", BuildId::new))
          : Optional.empty();
    } catch (BrokenOffException | MalformedMessageException e) {
      throw new InfrastructureException(from + " is damaged: " + e.getMessage());
    } catch (NewerMessageException e) { // a newer worker can read it
      throw new InfrastructureException(from + ": " + e.getMessage());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private URI address(BuildJob job) {
    return Link.below(base, job.target() + "/" + job.srpm());
  }
}
