package org.reimzul.controller.reconcile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.reimzul.core.http.Link;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Commit;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.ResultPath;

/**
 * What bstore shows of a committed build over http, beyond its commit. Thread-safe.
 *
 * <p>A commit says that a build will be published whatever happens; that it is, for readers of the
 * repository, follows some seconds later and must not be told before.
 */
public final class Publication {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A run of createrepo_c takes all that was committed when it began, and lasts less. */
  private static final Duration RUN = Duration.ofMinutes(1);

  private static final int INDEX_SIZE = 1 << 20;
  private static final Pattern PRIMARY =
      Pattern.compile("href=\"(repodata/[^\"]*primary\\.xml\\.gz)\"");

  private final URI bstore;

  /**
   * Doesn't connect yet.
   *
   * @param bstore bstore's base URL, ending in a slash
   */
  public Publication(URI bstore) {
    this.bstore = bstore;
  }

  /**
   * True when the packages of a published build can be had: they are listed, or, as they aren't any
   * more when a later build has replaced them, the metadata was made long after the commit. A
   * scratch build is not listed anywhere.
   *
   * @throws IOException when bstore can't say
   */
  public boolean readable(Commit commit) throws IOException {
    Optional<BuildEvent> result = commit.result();
    if (commit.state() != EndState.PUBLISHED || commit.job().scratch() || result.isEmpty()) {
      return true;
    }
    String repository = "repo/" + commit.job().target() + "/";
    Instant made = lastModified(repository + "repodata/repomd.xml");
    return made.isAfter(commit.committed().plus(RUN))
        || (!made.equals(Instant.MIN) && listed(repository, result.get()));
  }

  private boolean listed(String repository, BuildEvent result) throws IOException {
    Matcher primary;
    try (InputStream in = open(repository + "repodata/repomd.xml")) {
      String index = new String(in.readNBytes(INDEX_SIZE), StandardCharsets.UTF_8);
      primary = PRIMARY.matcher(index);
    }
    if (!primary.find()) {
      return false; // compressed in another way
    }
    String place = "href=\"" + ResultPath.of(result) + "/";
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(open(repository + primary.group(1))),
                StandardCharsets.UTF_8))) {
      return lines.lines().anyMatch(line -> line.contains(place));
    }
  }

  /** True when the build was published and is withdrawn. */
  public boolean withdrawn(BuildId build) throws IOException {
    return !lastModified("commits/" + build + ".withdrawn").equals(Instant.MIN);
  }

  /** When a file was written, by bstore's clock; {@link Instant#MIN} where there is none. */
  private Instant lastModified(String path) throws IOException {
    HttpURLConnection connection = connect(path);
    connection.setRequestMethod("HEAD");
    try {
      int status = connection.getResponseCode();
      return switch (status) {
        case 200 -> Instant.ofEpochMilli(connection.getLastModified());
        case 404 -> Instant.MIN;
        default -> throw new IOException(connection.getURL() + " answers " + status);
      };
    } finally {
      connection.disconnect();
    }
  }

  private InputStream open(String path) throws IOException {
    HttpURLConnection connection = connect(path);
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      int status = connection.getResponseCode();
      connection.disconnect();
      throw new IOException(connection.getURL() + " answers " + status);
    }
    return connection.getInputStream();
  }

  private HttpURLConnection connect(String path) throws IOException {
    return Link.open(bstore.resolve(path), PATIENCE);
  }
}
