package org.reimzul.core.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/** What is served over http: its addresses, and how it is asked for. */
public final class Link {
  private Link() {}

  /**
   * The address of a path below a base; what a file name may have and a URL not, like {@code ^}, is
   * quoted.
   *
   * @param base ending in a slash
   * @param path of checked names, with no slash in front
   */
  public static URI below(URI base, String path) {
    try {
      return base.resolve(new URI(null, null, "./" + path, null));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no path: " + path, e);
    }
  }

  /**
   * A request that is not sent yet.
   *
   * @param patience for connecting, and again for each piece of the answer
   */
  public static HttpURLConnection open(URI address, Duration patience) throws IOException {
    var connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout((int) patience.toMillis());
    connection.setReadTimeout((int) patience.toMillis());
    return connection;
  }
}
