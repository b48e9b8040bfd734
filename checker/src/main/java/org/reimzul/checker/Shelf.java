package org.reimzul.checker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The RPMs in the directories of one tree, with their checksums; each is read once. */
final class Shelf {
  private final Source source;
  private final Map<String, List<String>> rpms = new HashMap<>();
  private final Map<Path, String> digests = new HashMap<>();

  Shelf(Source source) {
    this.source = source;
  }

  /** The file names of the RPMs in a directory; none if there is no such directory. */
  List<String> rpms(String directory) throws IOException, InterruptedException {
    List<String> known = rpms.get(directory);
    if (known == null) {
      known =
          source.names(directory).orElse(List.of()).stream()
              .filter(name -> name.endsWith(".rpm") && !name.startsWith("."))
              .toList();
      rpms.put(directory, known);
    }
    return known;
  }

  Optional<Path> file(String path) throws IOException, InterruptedException {
    return source.file(path);
  }

  String sha256(Path file) throws IOException {
    String known = digests.get(file);
    if (known == null) {
      known = Digests.sha256(file);
      digests.put(file, known);
    }
    return known;
  }
}
