package org.reimzul.core.http;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A directory as a plain page of links. */
final class Listing {
  private Listing() {}

  static String of(String path, Path dir, Predicate<String> shown) throws IOException {
    var html =
        new StringBuilder(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
    html.append(escape(path)).append("</title></head>\n<body><h1>").append(escape(path));
    html.append("</h1>\n<ul>\n<li><a href=\"../\">../</a></li>\n");
    try (Stream<Path> children = Files.list(dir)) {
      children
          .filter(child -> !child.getFileName().toString().startsWith("."))
          .filter(child -> shown.test(child.getFileName().toString()))
          .map(child -> child.getFileName() + (Files.isDirectory(child) ? "/" : ""))
          .sorted()
          .forEach(
              name ->
                  html.append("<li><a href=\"./")
                      .append(href(name))
                      .append("\">")
                      .append(escape(name))
                      .append("</a></li>\n"));
    }
    return html.append("</ul></body></html>\n").toString();
  }

  private static String href(String name) {
    try {
      return escape(new URI(null, null, name, null).getRawPath());
    } catch (URISyntaxException e) {
      return escape(name);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
