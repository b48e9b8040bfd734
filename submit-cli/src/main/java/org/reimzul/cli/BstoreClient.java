package org.reimzul.cli;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.reimzul.core.http.CommitLookup;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Commit;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;

/** What bstore tells over http: how builds ended, and its repositories. */
final class BstoreClient {
  private final URI base;
  private final CommitLookup commits;

  /** {@code base} ends in a slash. */
  BstoreClient(URI base) {
    this.base = base;
    this.commits = new CommitLookup(base);
  }

  /** The end of a build, or empty while it has none. */
  Optional<Commit> commit(BuildId build) throws IOException {
    try {
      return commits.find(build);
    } catch (IOException e) {
      throw new IOException("bstore at " + base + " cannot be asked: " + Reason.of(e), e);
    }
  }

  /** True once the build is marked as taken out of its repository. */
  boolean withdrawn(BuildId build) throws IOException {
    return Http.has(base.resolve("commits/" + build + ".withdrawn"));
  }

  /** Where a published build stands; empty for any other. */
  Optional<Published> published(BuildId build) throws IOException {
    URI from = base.resolve("commits/" + build);
    Optional<byte[]> text = Http.get(from);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Published.of(Commit.decode(text.get()), Json.read(text.get()));
    } catch (MalformedMessageException e) {
      throw new IOException(from + " is damaged: " + e.getMessage(), e);
    } catch (NewerMessageException e) {
      throw new IOException(from + ": " + e.getMessage(), e);
    }
  }

  /** A target's repository; {@code target} is the wire's, with arch. */
  URI repository(String target) {
    return base.resolve("repo/" + target + "/");
  }
}
