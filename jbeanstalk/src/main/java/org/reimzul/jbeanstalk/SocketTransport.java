package org.reimzul.jbeanstalk;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * TCP. A channel with a selector rather than a {@code Socket}, whose writes have no timeout and
 * whose reads cannot be interrupted.
 */
final class SocketTransport implements Transport {
  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;

  private SocketTransport(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.selector = selector;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    this.key = channel.register(selector, 0);
  }

  /** Connects; a host with several addresses is tried address by address. */
  @SuppressWarnings("AddressSelection") // all of them are tried
  static SocketTransport connect(Endpoint endpoint, Deadline deadline) throws IOException {
    IOException failure = null;
    for (var address : java.net.InetAddress.getAllByName(endpoint.host())) {
      try {
        return connect(new InetSocketAddress(address, endpoint.port()), deadline);
      } catch (IOException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
      }
    }
    throw failure;
  }

  private static SocketTransport connect(SocketAddress address, Deadline deadline)
      throws IOException {
    var channel = SocketChannel.open();
    Selector selector = null;
    SocketTransport transport = null;
    try {
      selector = Selector.open();
      transport = new SocketTransport(channel, selector);
    } finally {
      if (transport == null) {
        closeQuietly(selector);
        closeQuietly(channel);
      }
    }
    return transport.finishConnect(address, deadline);
  }

  private SocketTransport finishConnect(SocketAddress address, Deadline deadline)
      throws IOException {
    boolean connected = false;
    try {
      connected = channel.connect(address);
      while (!connected) {
        await(SelectionKey.OP_CONNECT, deadline);
        connected = channel.finishConnect();
      }
      return this;
    } finally {
      if (!connected) {
        close();
      }
    }
  }

  @Override
  public int read(ByteBuffer into, Deadline deadline) throws IOException {
    deadline.check(); // a flood never lets us wait, and so never lets us look
    int count = channel.read(into);
    while (count == 0) {
      await(SelectionKey.OP_READ, deadline);
      count = channel.read(into);
    }
    return count;
  }

  @Override
  public void write(ByteBuffer[] bytes, Deadline deadline) throws IOException {
    channel.write(bytes);
    while (bytes[bytes.length - 1].hasRemaining()) {
      await(SelectionKey.OP_WRITE, deadline);
      channel.write(bytes);
    }
  }

  private void await(int operation, Deadline deadline) throws IOException {
    key.interestOps(operation);
    boolean interrupted = false;
    try {
      do {
        deadline.check();
        // a set flag would make every select return at once
        interrupted |= Thread.interrupted();
        if (interrupted && deadline.interruptible()) {
          throw new InterruptedIOException("interrupted");
        }
      } while (selector.select(ready -> {}, deadline.millisLeft()) == 0);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    closeQuietly(selector);
    closeQuietly(channel);
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (Exception e) {
      // it is being thrown away
    }
  }
}
