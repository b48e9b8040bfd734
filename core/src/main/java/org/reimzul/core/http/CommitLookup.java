package org.reimzul.core.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Commit;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;

/** Asks bstore over http how a build has ended. Thread-safe. */
public final class CommitLookup {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST = 16 << 20;

  private final URI commits;

  /**
   * Doesn't connect yet.
   *
   * @param bstore bstore's base URL, ending in a slash
   */
  public CommitLookup(URI bstore) {
    this.commits = bstore.resolve("commits/");
  }

  /**
   * The end of a build, or empty while it has none.
   *
   * @throws DamagedCommitException when there is one that this reader can't read
   * @throws IOException when bstore can't tell: any answer but 200 and 404
   */
  public Optional<Commit> find(BuildId build) throws IOException {
    URI from = commits.resolve(build.value());
    HttpURLConnection connection = Link.open(from, PATIENCE);
    try {
      int status = connection.getResponseCode();
      return switch (status) {
        case 200 -> Optional.of(read(connection));
        case 404 -> Optional.empty();
        default -> throw new IOException(from + " answers " + status);
      };
    } catch (MalformedMessageException e) {
      throw new DamagedCommitException(from + " is damaged: " + e.getMessage(), e);
    } catch (NewerMessageException e) {
      throw new DamagedCommitException(from + ": " + e.getMessage(), e);
    } finally {
      connection.disconnect();
    }
  }

  /**
   * Whether commits are kept there at all: an original bstore has none.
   *
   * @throws IOException when bstore doesn't answer
   */
  public boolean kept() throws IOException {
    HttpURLConnection connection = Link.open(commits, PATIENCE);
    try {
      connection.setRequestMethod("HEAD"); // the listing may be long
      return connection.getResponseCode() != 404;
    } finally {
      connection.disconnect();
    }
  }

  private static Commit read(HttpURLConnection connection)
      throws IOException, MalformedMessageException {
    try (InputStream in = connection.getInputStream()) {
      return Commit.decode(in.readNBytes(MOST));
    }
  }
}
