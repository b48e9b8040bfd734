package org.reimzul.checker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Serves a directory as web servers do, with a page of links for each directory. */
final class StaticServer implements AutoCloseable {
  private final HttpServer server;
  private final Path root;

  StaticServer(Path root) throws IOException {
    this.root = root;
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::serve);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void serve(HttpExchange exchange) throws IOException {
    Path path = root.resolve(exchange.getRequestURI().getPath().substring(1));
    try (exchange) {
      if (Files.notExists(path)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] body = Files.isDirectory(path) ? links(path) : Files.readAllBytes(path);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static byte[] links(Path dir) throws IOException {
    try (Stream<Path> children = Files.list(dir)) {
      return children
          .map(child -> child.getFileName() + (Files.isDirectory(child) ? "/" : ""))
          .map(name -> "<a href=\"" + name.replace("^", "%5E") + "\">" + name + "</a>")
          .collect(Collectors.joining("\n", "<a href=\"../\">../</a>", ""))
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
