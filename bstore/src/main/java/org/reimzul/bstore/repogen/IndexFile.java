package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reimzul.bstore.store.Durable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that a {@link PackageIndex} is kept in between two runs. */
final class IndexFile {
  private static final Logger log = LoggerFactory.getLogger(IndexFile.class);

  private final Path file;

  /** The one of a target, whose notes are in this directory. */
  IndexFile(Path state) {
    this.file = state.resolve("packages");
  }

  /** Its entries; empty when it is missing, damaged, or an earlier version's. */
  Optional<List<Entry>> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllLines(file).stream().map(Entry::parse).toList());
    } catch (CharacterCodingException | IllegalArgumentException | DateTimeException e) {
      log.warn("{} is damaged; making it anew from the commits: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  void write(Collection<Entry> entries) throws IOException {
    String text = entries.stream().map(entry -> entry.line() + "\n").collect(Collectors.joining());
    Durable.directories(file.getParent());
    Durable.replace(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
