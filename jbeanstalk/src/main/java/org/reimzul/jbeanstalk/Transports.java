package org.reimzul.jbeanstalk;

import java.io.IOException;

/** Opens the transport that an endpoint asks for. */
final class Transports {
  private Transports() {}

  static Transport open(Endpoint endpoint, ClientOptions options) throws IOException {
    Deadline deadline = Deadline.interruptibleIn(options.connectTimeout());
    Transport plain = SocketTransport.connect(endpoint, deadline);
    if (endpoint.tls()) {
      plain.close();
      throw new IOException("TLS is not there yet");
    }
    return plain;
  }
}
