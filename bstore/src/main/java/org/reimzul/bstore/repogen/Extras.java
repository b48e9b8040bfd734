package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.config.TargetConfig;
import org.reimzul.core.job.FarmEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The administrator's metadata of one target: that of {@code TARGET.ARCH}, else that of {@code
 * TARGET}, file by file. A copy of the last good one is kept, and used while a new one is broken.
 */
final class Extras {
  private static final Logger log = LoggerFactory.getLogger(Extras.class);

  private final Path metadata;
  private final Store store;
  private final String target;
  private final String by;

  Extras(Path metadata, Store store, String target, String by) {
    this.metadata = metadata;
    this.store = store;
    this.target = target;
    this.by = by;
  }

  private Path kept() {
    return store.state(target).resolve("metadata");
  }

  private Optional<Path> source(Extra extra) {
    for (String name : List.of(target, TargetConfig.nameIn(target))) {
      Path file = metadata.resolve(name).resolve(extra.file());
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** Changes with every change to the files. */
  String fingerprint() throws IOException {
    var text = new StringBuilder();
    for (Extra extra : Extra.values()) {
      Optional<Path> source = source(extra);
      if (source.isPresent()) {
        text.append(fingerprint(source.get())).append('\n');
      }
    }
    return text.toString();
  }

  private static String fingerprint(Path file) throws IOException {
    return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
  }

  /** True when the files are not those of the last publication. */
  boolean changed() throws IOException {
    return !fingerprint().equals(read(kept().resolve("seen")).orElse(""));
  }

  /** The files with this fingerprint are published. */
  void seen(String fingerprint) throws IOException {
    if (!fingerprint.equals(read(kept().resolve("seen")).orElse(""))) {
      Durable.directories(kept());
      Durable.replace(kept().resolve("seen"), fingerprint.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Copies, good ones, of all that go into the metadata. */
  Map<Extra, Path> gather() throws IOException {
    Map<Extra, Path> good = new EnumMap<>(Extra.class);
    for (Extra extra : Extra.values()) {
      Path copy = kept().resolve(extra.file());
      Optional<Path> source = source(extra);
      if (source.isEmpty()) {
        Files.deleteIfExists(copy);
      } else {
        update(extra, source.get(), copy);
      }
      if (Files.exists(copy)) {
        good.put(extra, copy);
      }
    }
    return good;
  }

  private void update(Extra extra, Path source, Path copy) throws IOException {
    byte[] content = Files.readAllBytes(source);
    Optional<String> problem = ExtraCheck.problem(extra, content);
    Durable.directories(kept());
    if (problem.isPresent()) {
      refuse(source, content, problem.get(), Files.exists(copy));
    } else if (Files.notExists(copy) || !Arrays.equals(Files.readAllBytes(copy), content)) {
      Durable.replace(copy, content);
    }
  }

  /** Says so once for each broken file. */
  private void refuse(Path source, byte[] content, String problem, boolean last)
      throws IOException {
    Path note = kept().resolve(source.getFileName() + ".refused");
    String which = fingerprint(source);
    if (read(note).filter(which::equals).isPresent()) {
      return;
    }
    String reason =
        "%s is broken, and %s: %s; put a good one there"
            .formatted(
                source,
                last ? target + " keeps the one before" : target + " goes without it",
                problem);
    log.error("{}", reason);
    store.events().add(FarmEvent.rejected(Instant.now(), by, "metadata", 0, content, reason));
    Durable.replace(note, which.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
