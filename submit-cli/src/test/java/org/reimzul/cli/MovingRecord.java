package org.reimzul.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.reimzul.core.job.BuildId;

/** The controller's status API over http, giving answers in order; the last one stays. */
final class MovingRecord implements AutoCloseable {
  private static final String PREFIX = "/reimzul-api/builds/";

  private final Map<String, Deque<String>> answers = new ConcurrentHashMap<>();
  private final HttpServer server;
  private volatile String fallback = "404";

  private MovingRecord(HttpServer server) {
    this.server = server;
  }

  static MovingRecord start() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var record = new MovingRecord(HttpServer.create(address, 10));
    record.server.createContext(PREFIX, record::answer);
    record.server.createContext("/reimzul-incoming/", MovingRecord::serve);
    record.server.start();
    return record;
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Further answers about a build: documents, or a status of three digits. */
  void add(BuildId build, String... more) {
    answers
        .computeIfAbsent(build.value(), any -> new ConcurrentLinkedDeque<>())
        .addAll(List.of(more));
  }

  /** The answer about every build that none was added for. */
  void otherwise(String answer) {
    fallback = answer;
  }

  /** Whatever is submitted is there. */
  private static void serve(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Deque<String> left = answers.get(exchange.getRequestURI().getPath().substring(PREFIX.length()));
    String next = left == null ? fallback : left.size() > 1 ? left.remove() : left.peek();
    boolean status = next.length() == 3;
    byte[] body = (status ? "not now" : next).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status ? Integer.parseInt(next) : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
