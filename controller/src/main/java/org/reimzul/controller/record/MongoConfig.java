package org.reimzul.controller.record;

import com.mongodb.ConnectionString;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.reimzul.core.config.Settings;

/**
 * Where MongoDB is: section {@code [mongodb]}.
 *
 * @param uri what to connect to; the embedded server where there is one and nothing else is said
 * @param embedded the directory of the embedded server; empty for a server elsewhere
 * @param listen the embedded server's address, on loopback
 */
public record MongoConfig(ConnectionString uri, Optional<Path> embedded, InetSocketAddress listen) {
  private static final String SECTION = "mongodb";
  private static final InetSocketAddress DEFAULT =
      InetSocketAddress.createUnresolved("127.0.0.1", 27017);

  /** Reads it; problems go to {@code settings}. */
  public static MongoConfig read(Settings settings) {
    Optional<Path> embedded = settings.path(SECTION, "embedded");
    InetSocketAddress listen = settings.address(SECTION, "listen", "127.0.0.1:27017");
    // resolved here, because a name may stand for any address
    var resolved = new InetSocketAddress(listen.getHostString(), listen.getPort());
    if (resolved.isUnresolved() || !resolved.getAddress().isLoopbackAddress()) {
      settings.problem(
          SECTION, "listen", "not a loopback address; the embedded server asks for no password");
    }
    ConnectionString fallback = uriOf(embedded.isPresent() ? listen : DEFAULT);
    ConnectionString uri = settings.value(SECTION, "uri", fallback, MongoConfig::uri);
    return new MongoConfig(uri, embedded, listen);
  }

  private static ConnectionString uri(String text) {
    try {
      return new ConnectionString(text);
    } catch (IllegalArgumentException e) {
      // the driver's own message may repeat the password
      throw new IllegalArgumentException("not a mongodb:// or mongodb+srv:// URI", e);
    }
  }

  private static ConnectionString uriOf(InetSocketAddress listen) {
    String host = listen.getHostString();
    return new ConnectionString(
        "mongodb://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listen.getPort());
  }

  /** For logs: without user and password. */
  public String describe() {
    return "MongoDB at " + String.join(",", uri.getHosts());
  }
}
