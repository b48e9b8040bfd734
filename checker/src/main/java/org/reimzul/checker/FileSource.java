package org.reimzul.checker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A tree on this machine. */
record FileSource(Path root) implements Source {
  @Override
  public Optional<Path> file(String path) {
    return Optional.of(root.resolve(path)).filter(Files::isRegularFile);
  }

  @Override
  public Optional<List<String>> names(String directory) throws IOException {
    Path dir = root.resolve(directory);
    if (!Files.isDirectory(dir)) {
      return Optional.empty();
    }
    try (Stream<Path> children = Files.list(dir)) {
      return Optional.of(children.map(child -> child.getFileName().toString()).sorted().toList());
    }
  }
}
