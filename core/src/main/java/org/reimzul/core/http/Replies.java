package org.reimzul.core.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Writes whole answers. */
public final class Replies {
  private static final int CHUNK = 1 << 16;

  private Replies() {}

  /** A line of plain text. */
  public static void text(HttpExchange exchange, int status, String line) throws IOException {
    body(
        exchange,
        status,
        "text/plain; charset=utf-8",
        (line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** A JSON document. */
  public static void json(HttpExchange exchange, int status, byte[] document) throws IOException {
    body(exchange, status, "application/json", document);
  }

  static void html(HttpExchange exchange, String page) throws IOException {
    body(exchange, 200, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }

  private static void body(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    stream(exchange, status, new ByteArrayInputStream(body), body.length);
  }

  /** Sends {@code length} bytes of {@code in}, or only the headers for HEAD. */
  static void stream(HttpExchange exchange, int status, InputStream in, long length)
      throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
    byte[] buffer = new byte[CHUNK];
    long left = length;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException("the file became shorter while it was sent");
      }
      exchange.getResponseBody().write(buffer, 0, read);
      left -= read;
    }
  }
}
