package org.reimzul.core.http;

import java.nio.file.Path;
import java.util.Map;

/** What a browser or dnf should take a file for, by its ending. */
final class ContentTypes {
  private static final Map<String, String> BY_ENDING =
      Map.of(
          "rpm", "application/x-rpm",
          "xml", "text/xml",
          "json", "application/json",
          "log", "text/plain; charset=utf-8",
          "cfg", "text/plain; charset=utf-8",
          "gz", "application/gzip");

  private ContentTypes() {}

  static String of(Path file) {
    String name = file.getFileName().toString();
    if (name.equals("stdout") || name.equals("stderr")) {
      return "text/plain; charset=utf-8";
    }
    return BY_ENDING.getOrDefault(
        name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
  }
}
