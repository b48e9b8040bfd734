package org.reimzul.jbeanstalk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a beanstalkd listens.
 *
 * @param host a host name, an IPv4 address or an IPv6 address without its brackets
 * @param port 1 to 65535
 * @param tls whether to speak TLS there
 */
public record Endpoint(String host, int port, boolean tls) {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_]([-A-Za-z0-9_.]*[A-Za-z0-9_.])?");
  private static final Pattern IPV6 =
      Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9_.-]+)?");
  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>[^:/]*)://(\\[(?<v6>[^\\]]*)\\]|(?<name>[^:\\[\\]]*))(?<port>:.*)?");

  /**
   * @throws IllegalArgumentException when host or port cannot be one
   */
  public Endpoint {
    if (!NAME.matcher(host).matches() && !IPV6.matcher(host).matches()) {
      throw new IllegalArgumentException("not a host name or address: " + Shown.text(host));
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("a port is within 1..65535, not " + port);
    }
  }

  /**
   * Reads {@code beanstalk://host:port}, or {@code beanstalks://host:port} for TLS; an IPv6 address
   * stands in brackets. There is no default port, no user and no path.
   *
   * @throws IllegalArgumentException with the reason
   */
  public static Endpoint parse(String url) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      throw refused(url, "expected beanstalk://host:port or beanstalks://host:port");
    }
    boolean tls =
        switch (matcher.group("scheme")) {
          case "beanstalk" -> false;
          case "beanstalks" -> true;
          default -> throw refused(url, "the scheme must be beanstalk or beanstalks");
        };
    String v6 = matcher.group("v6");
    if (v6 != null && !IPV6.matcher(v6).matches()) {
      throw refused(url, "not an IPv6 address in the brackets");
    }
    String host = v6 != null ? v6 : matcher.group("name");
    if (v6 == null && !NAME.matcher(host).matches()) {
      throw refused(url, host.isEmpty() ? "the host is missing" : "not a host name or address");
    }
    return new Endpoint(host, port(url, matcher.group("port")), tls);
  }

  private static int port(String url, String text) {
    if (text == null) {
      throw refused(url, "the port is missing");
    }
    if (!text.matches(":[0-9]{1,5}")) {
      throw refused(url, "the port must be a number within 1..65535 that ends the address");
    }
    int port = Integer.parseInt(text.substring(1));
    if (port < 1 || port > 65535) {
      throw refused(url, "the port must be within 1..65535");
    }
    return port;
  }

  private static IllegalArgumentException refused(String url, String reason) {
    return new IllegalArgumentException("bad address " + Shown.text(url) + ": " + reason);
  }

  /** The address as {@link #parse} takes it. */
  @Override
  public String toString() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return (tls ? "beanstalks://" : "beanstalk://") + shown + ":" + port;
  }
}
