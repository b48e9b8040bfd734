package org.reimzul.core.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.reimzul.core.lifecycle.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves handlers by path prefix on one address, with a bounded number of threads. */
public final class WebServer implements Service {
  private static final Logger log = LoggerFactory.getLogger(WebServer.class);
  private static final int THREADS = 16;

  static {
    // a client that stops reading or sending must not hold a thread for ever (seconds)
    System.setProperty("sun.net.httpserver.maxReqTime", "60");
    System.setProperty("sun.net.httpserver.maxRspTime", "3600");
    // a small answer must not wait until the client has confirmed its head (40 ms)
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final InetSocketAddress address;
  private final Map<String, HttpHandler> handlers;
  private HttpServer server;
  private ExecutorService threads;

  /** Doesn't listen yet; {@code handlers} by path prefix. */
  public WebServer(InetSocketAddress address, Map<String, HttpHandler> handlers) {
    this.address = address;
    this.handlers = Map.copyOf(handlers);
  }

  @Override
  public String name() {
    return "http server on " + address.getHostString() + ":" + address.getPort();
  }

  @Override
  public synchronized void start() throws IOException {
    var resolved = new InetSocketAddress(address.getHostString(), address.getPort());
    server = HttpServer.create(resolved, 128);
    threads = Executors.newFixedThreadPool(THREADS);
    server.setExecutor(threads);
    handlers.forEach(server::createContext);
    server.start();
    log.info("serving {} on port {}", handlers.keySet(), port());
  }

  /** The port that it listens on; the chosen one where the address said 0. */
  public synchronized int port() {
    return server.getAddress().getPort();
  }

  @Override
  public synchronized void stop() {
    if (server != null) {
      server.stop(0);
      threads.shutdownNow();
      server = null;
    }
  }
}
