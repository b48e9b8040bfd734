package org.reimzul.core.http;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses of files that are served over http. */
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
}
