package org.reimzul.jbeanstalk;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

/** Opens the transport that an endpoint asks for. */
final class Transports {
  private Transports() {}

  static Transport open(Endpoint endpoint, ClientOptions options) throws IOException {
    Deadline deadline = Deadline.interruptibleIn(options.connectTimeout());
    Transport plain = SocketTransport.connect(endpoint, deadline);
    if (!endpoint.tls()) {
      return plain;
    }
    Transport tls = null;
    try {
      tls = TlsTransport.over(plain, endpoint, context(options), deadline);
      return tls;
    } finally {
      if (tls == null) {
        plain.close();
      }
    }
  }

  private static SSLContext context(ClientOptions options) throws IOException {
    if (options.tls().isPresent()) {
      return options.tls().get().context();
    }
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("no TLS in this JDK", e);
    }
  }
}
