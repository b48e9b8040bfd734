package org.reimzul.controller.reconcile;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Commit;
import org.reimzul.core.job.EndState;

/**
 * What bstore shows of a committed build over http, beyond its commit. Thread-safe.
 *
 * <p>A commit says that a build will be published whatever happens; that it is, for readers of the
 * repository, follows some seconds later and must not be told before.
 */
public final class Publication {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI bstore;

  /**
   * Doesn't connect yet.
   *
   * @param bstore bstore's base URL, ending in a slash
   */
  public Publication(URI bstore) {
    this.bstore = bstore;
  }

  /** True when its repository's metadata must list it; a scratch build needs none. */
  public boolean readable(Commit commit, Duration margin) throws IOException {
    if (commit.state() != EndState.PUBLISHED || commit.job().scratch()) {
      return true;
    }
    Instant made = lastModified("repo/" + commit.job().target() + "/repodata/repomd.xml");
    // a run takes all that was committed when it began, and lasts less than the margin
    return made.isAfter(commit.committed().plus(margin));
  }

  /** True when the build was published and is withdrawn. */
  public boolean withdrawn(BuildId build) throws IOException {
    return !lastModified("commits/" + build + ".withdrawn").equals(Instant.MIN);
  }

  /** When a file was written, by bstore's clock; {@link Instant#MIN} where there is none. */
  private Instant lastModified(String path) throws IOException {
    URI file = bstore.resolve(path);
    var connection = (HttpURLConnection) file.toURL().openConnection();
    connection.setRequestMethod("HEAD");
    connection.setConnectTimeout((int) PATIENCE.toMillis());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    try {
      int status = connection.getResponseCode();
      return switch (status) {
        case 200 -> Instant.ofEpochMilli(connection.getLastModified());
        case 404 -> Instant.MIN;
        default -> throw new IOException(file + " answers " + status);
      };
    } finally {
      connection.disconnect();
    }
  }
}
