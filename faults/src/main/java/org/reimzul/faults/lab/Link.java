package org.reimzul.faults.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port in front of a server, which can refuse, and reset what passes through it. */
public final class Link implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5000;

  /** Beyond that, what has passed last was the end of something. */
  private static final Duration LATELY = Duration.ofMillis(250);

  private record Pair(Socket client, Socket server, Pulse pulse) {}

  private final String name;
  private final int port;
  private final InetSocketAddress server;
  private final Set<Pair> open = ConcurrentHashMap.newKeySet();
  private ServerSocket listening;

  /** Listens on the lab's address, at this port, in front of the same port of {@code machine}. */
  public Link(String name, int port, Machine machine) throws IOException {
    this.name = name;
    this.port = port;
    this.server = new InetSocketAddress(machine.address(), port);
    accept();
  }

  /** The server's name. */
  public String name() {
    return name;
  }

  /** As clients name it, {@code HOST:PORT}. */
  public String authority() {
    return Network.LAB + ":" + port;
  }

  /** True while somebody is connected through it. */
  public boolean connected() {
    return !open.isEmpty();
  }

  /** True if bytes have just passed through a connection that is open. */
  public boolean carries() {
    return open.stream().anyMatch(pair -> pair.pulse().within(LATELY));
  }

  /** Listens (again). */
  public synchronized void accept() throws IOException {
    if (listening == null) {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(Network.LAB, port), 128);
      listening = socket;
      thread(() -> serve(socket));
    }
  }

  /** Refuses new connections until {@link #accept}; those that are open go on. */
  public synchronized void refuse() throws IOException {
    if (listening != null) {
      listening.close();
      listening = null;
    }
  }

  /** Resets all connections, on both sides. */
  public void reset() {
    for (Pair pair : new ArrayList<>(open)) {
      abort(pair.client());
      abort(pair.server());
    }
  }

  private void serve(ServerSocket socket) {
    while (true) {
      try {
        Socket client = socket.accept();
        thread(() -> connect(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void connect(Socket client) {
    var to = new Socket();
    var pair = new Pair(client, to, new Pulse());
    try {
      to.connect(server, CONNECT_MILLIS);
      client.setTcpNoDelay(true);
      to.setTcpNoDelay(true);
    } catch (IOException e) { // the server is away: so are we
      abort(to);
      abort(client);
      return;
    }
    open.add(pair);
    Thread back = thread(() -> copy(to, client, pair.pulse()));
    copy(client, to, pair.pulse());
    try {
      back.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.remove(pair);
    List.of(client, to).forEach(Link::abort);
  }

  /** One direction; its end is passed on, a reset resets both sides. */
  private static void copy(Socket from, Socket to, Pulse pulse) {
    try {
      pulse.copy(from.getInputStream(), to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      abort(from);
      abort(to);
    }
  }

  private static void abort(Socket socket) {
    try {
      socket.setSoLinger(true, 0); // close then sends a reset
    } catch (SocketException e) {
      // closed already
    }
    try {
      socket.close();
    } catch (IOException e) {
      // as good as closed
    }
  }

  private Thread thread(Runnable work) {
    var thread = new Thread(work, "link-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() throws IOException {
    refuse();
    reset();
  }
}
