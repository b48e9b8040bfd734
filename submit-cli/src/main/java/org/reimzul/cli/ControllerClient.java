package org.reimzul.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Excerpt;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;

/**
 * What the controller tells over http. Uses the JDK's old client: the newer one costs a command
 * twice the time to start.
 */
final class ControllerClient {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST_ANSWER = 16 << 20;

  private final URI base;

  /** {@code base} ends in a slash. */
  ControllerClient(URI base) {
    this.base = base;
  }

  /** Where a source package is to be fetched from. */
  URI incoming(String srpm) {
    // the only characters of the grammar that may not stand, or may mean a blank, in a path
    return base.resolve("reimzul-incoming/" + srpm.replace("^", "%5E").replace("+", "%2B"));
  }

  /** True if incoming has this source package; any answer but yes and no is an IOException. */
  boolean hasSource(String srpm) throws IOException {
    URI uri = incoming(srpm);
    HttpURLConnection connection = open(uri, "HEAD");
    try {
      return found(uri, connection);
    } finally {
      connection.disconnect();
    }
  }

  /** The record of a build, or empty when it is not known (yet). */
  Optional<ObjectNode> build(BuildId id) throws IOException {
    URI uri = base.resolve("reimzul-api/builds/" + id);
    HttpURLConnection connection = open(uri, "GET");
    if (!found(uri, connection)) {
      return Optional.empty();
    }
    try (InputStream in = connection.getInputStream()) {
      return Optional.of(Json.read(in.readNBytes(LONGEST_ANSWER)));
    } catch (MalformedMessageException e) {
      throw new IOException(uri + ": " + e.getMessage(), e);
    }
  }

  private static HttpURLConnection open(URI uri, String method) throws IOException {
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setConnectTimeout((int) PATIENCE.toMillis());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    return connection;
  }

  private static boolean found(URI uri, HttpURLConnection connection) throws IOException {
    int status;
    try {
      status = connection.getResponseCode();
    } catch (IOException e) {
      throw new IOException(uri + " cannot be reached: " + Reason.of(e), e);
    }
    if (status != 200 && status != 404) {
      throw new IOException(uri + " answers " + status + said(connection));
    }
    return status == 200;
  }

  /** What the server says about its error, for a person. */
  private static String said(HttpURLConnection connection) {
    try (InputStream in = connection.getErrorStream()) {
      return in == null
          ? ""
          : ": " + Excerpt.of(new String(in.readNBytes(200), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      return "";
    }
  }
}
