package org.reimzul.jbeanstalk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * TLS over another transport. An engine rather than an {@code SSLSocket}, whose read timeout starts
 * anew with each byte of a record.
 */
final class TlsTransport implements Transport {
  private final Transport wire;
  private final SSLEngine engine;
  private ByteBuffer incoming;
  private ByteBuffer outgoing;
  private ByteBuffer plain;

  private TlsTransport(Transport wire, SSLEngine engine) {
    this.wire = wire;
    this.engine = engine;
    int packet = engine.getSession().getPacketBufferSize();
    incoming = ByteBuffer.allocate(packet).limit(0);
    outgoing = ByteBuffer.allocate(packet);
    plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).limit(0);
  }

  /** Shakes hands; the server's certificate must be trusted and made out to the host's name. */
  static TlsTransport over(Transport wire, Endpoint endpoint, SSLContext context, Deadline deadline)
      throws IOException {
    SSLEngine engine = context.createSSLEngine(endpoint.host(), endpoint.port());
    engine.setUseClientMode(true);
    var parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    engine.setSSLParameters(parameters);
    var transport = new TlsTransport(wire, engine);
    engine.beginHandshake();
    transport.shakeHands(deadline);
    return transport;
  }

  private void shakeHands(Deadline deadline) throws IOException {
    var status = engine.getHandshakeStatus();
    while (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
      switch (status) {
        case NEED_TASK -> engine.getDelegatedTask().run();
        case NEED_WRAP -> wrap(new ByteBuffer[] {ByteBuffer.allocate(0)}, deadline);
        default -> {
          if (!unwrap(deadline)) {
            throw new EOFException("the server closed the connection during the TLS handshake");
          }
        }
      }
      status = engine.getHandshakeStatus();
    }
  }

  @Override
  public int read(ByteBuffer into, Deadline deadline) throws IOException {
    while (!plain.hasRemaining()) {
      if (!unwrap(deadline)) {
        return -1;
      }
      shakeHands(deadline); // the server may change keys at any time
    }
    int count = Math.min(into.remaining(), plain.remaining());
    into.put(plain.slice(plain.position(), count));
    plain.position(plain.position() + count);
    return count;
  }

  @Override
  public void write(ByteBuffer[] bytes, Deadline deadline) throws IOException {
    while (bytes[bytes.length - 1].hasRemaining()) {
      wrap(bytes, deadline);
    }
  }

  private void wrap(ByteBuffer[] bytes, Deadline deadline) throws IOException {
    outgoing.clear();
    var status = engine.wrap(bytes, outgoing).getStatus();
    if (status == SSLEngineResult.Status.CLOSED) {
      throw new EOFException("the TLS session is over");
    }
    if (status == SSLEngineResult.Status.BUFFER_OVERFLOW) {
      outgoing = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      return;
    }
    wire.write(new ByteBuffer[] {outgoing.flip()}, deadline);
  }

  /** Takes one record into {@code plain}; false at the end of the stream. */
  private boolean unwrap(Deadline deadline) throws IOException {
    while (true) {
      var status = unwrapReceived();
      if (status == SSLEngineResult.Status.OK) {
        return true;
      }
      if (status == SSLEngineResult.Status.CLOSED) {
        return false;
      }
      if (status == SSLEngineResult.Status.BUFFER_OVERFLOW) {
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).limit(0);
      } else if (!receive(deadline)) {
        return false;
      }
    }
  }

  private SSLEngineResult.Status unwrapReceived() throws IOException {
    plain.clear();
    try {
      return engine.unwrap(incoming, plain).getStatus();
    } finally {
      plain.flip();
    }
  }

  private boolean receive(Deadline deadline) throws IOException {
    int packet = engine.getSession().getPacketBufferSize();
    if (incoming.capacity() < packet) {
      incoming = ByteBuffer.wrap(Arrays.copyOf(remainder(), packet)).limit(incoming.remaining());
    }
    incoming.compact();
    try {
      return wire.read(incoming, deadline) >= 0;
    } finally {
      incoming.flip();
    }
  }

  private byte[] remainder() {
    return Arrays.copyOfRange(incoming.array(), incoming.position(), incoming.limit());
  }

  @Override
  public void close() {
    wire.close();
  }
}
