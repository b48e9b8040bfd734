package org.reimzul.checker;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A published directory tree, read as any client reads it. */
interface Source {
  /** A file, as a local one; empty if it isn't there. */
  Optional<Path> file(String path) throws IOException, InterruptedException;

  /** The names in a directory that ends in a slash; empty if it isn't there. */
  Optional<List<String>> names(String directory) throws IOException, InterruptedException;

  /** For an http or file URL; downloads go to {@code downloads}. */
  static Source at(URI url, Path downloads) throws IOException {
    return switch (String.valueOf(url.getScheme())) {
      case "file" -> new FileSource(Path.of(url));
      case "http", "https" -> new HttpSource(url, downloads);
      default -> throw new IOException("not a file or http URL: " + url);
    };
  }
}
