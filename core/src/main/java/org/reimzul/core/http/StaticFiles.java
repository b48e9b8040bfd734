package org.reimzul.core.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Serves the files below a directory, read-only: GET and HEAD, one byte range, directory listings.
 * Hidden files, and what is outside the directory after symbolic links are followed, do not exist
 * for it. Thread-safe.
 */
public final class StaticFiles implements HttpHandler {
  private final String prefix;
  private final Path root;
  private final Predicate<String> shown;

  /**
   * Serves {@code root} below the path {@code prefix}, which begins and ends in a slash.
   *
   * @param shown the names directly below the root that are served; empty for all
   */
  public StaticFiles(String prefix, Path root, Set<String> shown) {
    this(prefix, root, shown.isEmpty() ? name -> true : Set.copyOf(shown)::contains);
  }

  /** As the other, with {@code shown} accepting the names directly below the root. */
  public StaticFiles(String prefix, Path root, Predicate<String> shown) {
    this.prefix = prefix;
    this.root = root;
    this.shown = shown;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        Replies.text(exchange, 405, "only GET and HEAD");
        return;
      }
      Optional<Path> found = locate(exchange.getRequestURI().getPath());
      if (found.isEmpty()) {
        Replies.text(exchange, 404, "no such file");
      } else if (Files.isDirectory(found.get())) {
        directory(exchange, found.get());
      } else {
        file(exchange, found.get());
      }
    }
  }

  private Optional<Path> locate(String path) {
    if (path == null || !path.startsWith(prefix)) {
      return Optional.empty();
    }
    String relative = path.substring(prefix.length());
    for (String part : relative.split("/", -1)) {
      if (part.startsWith(".") || part.indexOf('\0') >= 0) {
        return Optional.empty();
      }
    }
    if (!relative.isEmpty() && !shown.test(relative.split("/", 2)[0])) {
      return Optional.empty();
    }
    try {
      Path real = root.resolve(relative).toRealPath();
      return real.startsWith(root.toRealPath()) ? Optional.of(real) : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  private void directory(HttpExchange exchange, Path dir) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (!path.endsWith("/")) {
      exchange.getResponseHeaders().set("Location", exchange.getRequestURI().getRawPath() + "/");
      Replies.text(exchange, 301, "a directory");
      return;
    }
    boolean top = path.equals(prefix);
    Replies.html(exchange, Listing.of(path, dir, name -> !top || shown.test(name)));
  }

  private static void file(HttpExchange exchange, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      long size = Files.size(file);
      var modified = Files.getLastModifiedTime(file).toInstant();
      var headers = exchange.getResponseHeaders();
      headers.set(
          "Last-Modified",
          DateTimeFormatter.RFC_1123_DATE_TIME.format(
              ZonedDateTime.ofInstant(modified, ZoneOffset.UTC)));
      headers.set("Accept-Ranges", "bytes");
      headers.set("Content-Type", ContentTypes.of(file));
      // repomd.xml changes under its name; a cache must ask before it shows an old one
      headers.set("Cache-Control", "no-cache");
      var range = ByteRange.parse(exchange.getRequestHeaders().getFirst("Range"), size);
      if (range.isPresent()) {
        headers.set("Content-Range", range.get().header(size));
        in.skipNBytes(range.get().first());
        Replies.stream(exchange, 206, in, range.get().length());
      } else {
        Replies.stream(exchange, 200, in, size);
      }
    } catch (NoSuchFileException e) {
      Replies.text(exchange, 404, "no such file");
    }
  }
}
