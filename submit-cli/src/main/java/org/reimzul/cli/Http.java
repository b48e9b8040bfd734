package org.reimzul.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.reimzul.core.http.Link;
import org.reimzul.core.job.Excerpt;

/**
 * Asks a server for what it has or hasn't. Uses the JDK's old client: the newer one costs a command
 * twice the time to start.
 */
final class Http {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST_ANSWER = 16 << 20;

  private Http() {}

  /** True if the server has it; any answer but yes and no is an IOException. */
  static boolean has(URI uri) throws IOException {
    HttpURLConnection connection = connect(uri, "HEAD");
    try {
      return found(uri, connection);
    } finally {
      connection.disconnect();
    }
  }

  /** A short document, or empty when the server has none. */
  static Optional<byte[]> get(URI uri) throws IOException {
    Optional<InputStream> body = open(uri);
    if (body.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = body.get()) {
      return Optional.of(in.readNBytes(LONGEST_ANSWER));
    }
  }

  /** A document of any length, which the caller closes, or empty when the server has none. */
  static Optional<InputStream> open(URI uri) throws IOException {
    HttpURLConnection connection = connect(uri, "GET");
    if (found(uri, connection)) {
      return Optional.of(connection.getInputStream());
    }
    connection.disconnect(); // a command that waits asks for hours: no socket may be left to chance
    return Optional.empty();
  }

  private static HttpURLConnection connect(URI uri, String method) throws IOException {
    HttpURLConnection connection = Link.open(uri, PATIENCE);
    connection.setRequestMethod(method);
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
