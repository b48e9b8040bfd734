package org.reimzul.controller.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.reimzul.core.mqtt.MqttServer;
import org.reimzul.jbeanstalk.TlsMaterial;
import org.reimzul.testkit.Authority;
import org.reimzul.testkit.FreePort;
import org.reimzul.testkit.MosquittoServer;

/**
 * A broker as the farm's sample configures it: certificates on both listeners, one for the farm's
 * own daemons and one where each user has his name as client id and in his topics.
 */
final class TlsBroker implements AutoCloseable {
  private static final String ACL =
      """
      user controller
      topic read farm/submit/#
      topic write farm/builds/#
      topic write farm/requests/#
      user gate
      topic write farm/submit/+
      pattern write farm/submit/%u/+
      pattern read farm/requests/%u/#
      """;

  private final Authority authority;
  private final MosquittoServer server;
  private final int userPort = FreePort.next();

  TlsBroker(Path dir) throws IOException {
    authority = Authority.in(dir.resolve("ca"));
    authority.issue("broker", "ec", "IP:127.0.0.1");
    for (String name : new String[] {"controller", "gate", "alice", "bob"}) {
      authority.issue(name, "ec", "DNS:" + name);
    }
    Files.writeString(dir.resolve("acl"), ACL);
    String tls =
        "cafile %s\ncertfile %s\nkeyfile %s\n"
            .formatted(authority.certificate(), authority.cert("broker"), authority.key("broker"));
    String named = "require_certificate true\nuse_identity_as_username true\n";
    String more =
        tls
            + named
            + "acl_file "
            + dir.resolve("acl")
            + "\nlistener "
            + userPort
            + " 127.0.0.1\n"
            + tls
            + named
            + "use_username_as_clientid true\n";
    server = MosquittoServer.start(dir.resolve("mosquitto"), more);
  }

  MosquittoServer server() {
    return server;
  }

  /** The controller's lines of configuration. */
  String ini() {
    return """
        [controller]
        gateway = yes
        [farm]
        arches = s390x
        [mqtt]
        host = 127.0.0.1
        port = %d
        ca_cert = %s
        tls_cert = %s
        tls_key = %s
        topic = farm
        """
        .formatted(
            server.port(),
            authority.certificate(),
            authority.cert("controller"),
            authority.key("controller"));
  }

  /** Where this user connects, with his certificate. */
  MqttServer as(String user) throws IOException {
    var tls = TlsMaterial.ofPem(authority.certificate(), authority.cert(user), authority.key(user));
    return new MqttServer("127.0.0.1", userPort, Optional.of(tls), false);
  }

  @Override
  public void close() {
    server.close();
  }
}
