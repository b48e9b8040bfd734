package org.reimzul.jbeanstalk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.reimzul.testkit.Authority;
import org.reimzul.testkit.FreePort;
import org.reimzul.testkit.Programs;
import org.reimzul.testkit.ServerProcess;

/** A real stunnel that lets in who shows a certificate of the authority. */
final class Stunnel implements AutoCloseable {
  private final ServerProcess process;
  private final int port;

  private Stunnel(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Shows the certificate {@code name}; {@code more} is further configuration. */
  static Stunnel start(Path dir, int behind, Authority authority, String name, String more)
      throws IOException {
    int port = FreePort.next();
    Path config = Files.createTempFile(dir, "stunnel", ".conf");
    Files.writeString(
        config,
        """
        foreground = yes
        pid =
        [beanstalk]
        accept = 127.0.0.1:%d
        connect = 127.0.0.1:%d
        cert = %s
        key = %s
        CAfile = %s
        requireCert = yes
        verifyChain = yes
        %s
        """
            .formatted(
                port,
                behind,
                authority.cert(name),
                authority.key(name),
                authority.certificate(),
                more));
    String program =
        Programs.find("stunnel4").orElseGet(() -> Programs.require("stunnel")).toString();
    var process =
        ServerProcess.start(
            "stunnel",
            dir.resolve("stunnel-" + port + ".log"),
            Map.of(),
            List.of(program, config.toString()));
    return new Stunnel(process.awaitPort(port), port);
  }

  Endpoint endpoint(String host) {
    return new Endpoint(host, port, true);
  }

  @Override
  public void close() {
    process.close();
  }
}
