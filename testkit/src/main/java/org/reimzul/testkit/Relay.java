package org.reimzul.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Passes TCP connections on to a port of 127.0.0.1, to have them broken in the ways of a network.
 * Thread-safe.
 */
public final class Relay implements AutoCloseable {
  private final ServerSocket door;
  private final int to;
  private final List<Pair> pairs = new CopyOnWriteArrayList<>();

  private record Pair(Socket client, Socket server, AtomicBoolean frozen) {}

  /** Listens on a free port of 127.0.0.1. */
  public Relay(int to) {
    this.to = to;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return door.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = door.accept();
        var server = new Socket(InetAddress.getLoopbackAddress(), to);
        var pair = new Pair(client, server, new AtomicBoolean());
        pairs.add(pair);
        daemon(() -> pump(pair, client, server));
        daemon(() -> pump(pair, server, client));
      }
    } catch (IOException e) {
      // closed, or nobody listens behind it
    }
  }

  private static void pump(Pair pair, Socket from, Socket into) {
    try (InputStream in = from.getInputStream();
        OutputStream out = into.getOutputStream()) {
      byte[] some = new byte[8192];
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        synchronized (pair) {
          if (!pair.frozen.get()) {
            out.write(some, 0, n);
          }
        }
      }
      synchronized (pair) {
        while (pair.frozen.get()) {
          pair.wait(); // whoever is behind a dead network hears of no end
        }
      }
    } catch (IOException e) {
      // the other direction has closed it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends every connection that there is, as both sides notice at once. */
  public void cut() {
    for (Pair pair : pairs) {
      close(pair.client);
      close(pair.server);
    }
    pairs.clear();
  }

  /** Lets no byte through the connections that there are, and tells neither side. */
  public void freeze() {
    for (Pair pair : pairs) {
      synchronized (pair) {
        pair.frozen.set(true);
      }
    }
  }

  /** Tells both sides of the connections that were frozen. */
  public void thaw() {
    for (Pair pair : pairs) {
      synchronized (pair) {
        pair.frozen.set(false);
        pair.notifyAll();
      }
    }
    cut();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is closed all the same
    }
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thaw();
  }
}
