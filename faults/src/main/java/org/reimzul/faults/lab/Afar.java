package org.reimzul.faults.lab;

import java.io.IOException;
import java.nio.file.Path;
import org.reimzul.testkit.Authority;

/** What a farm needs to hear requests from afar: certificates for its broker and its gateway. */
final class Afar {
  /** The broker's port with certificates. */
  static final int PORT = 8883;

  private final Authority authority;

  Afar(Path dir) throws IOException {
    authority = Authority.in(dir);
    authority.issue("broker", "ec", "IP:" + Network.LAB);
    authority.issue("controller", "ec", "DNS:controller");
  }

  /** The broker's second listener. */
  String listener() {
    return """
        listener %d 0.0.0.0
        require_certificate true
        cafile %s
        certfile %s
        keyfile %s
        """
        .formatted(
            PORT, authority.certificate(), authority.cert("broker"), authority.key("broker"));
  }

  /** The configuration of the process with the gateway. */
  String gateway() {
    return """
        [controller]
        gateway = yes
        [mqtt]
        port = %d
        ca_cert = %s
        tls_cert = %s
        tls_key = %s
        """
        .formatted(
            PORT,
            authority.certificate(),
            authority.cert("controller"),
            authority.key("controller"));
  }
}
