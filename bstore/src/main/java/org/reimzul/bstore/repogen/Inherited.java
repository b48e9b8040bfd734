package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Nevra;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packages of a repository that the original's repogen worker has kept until now: they have no
 * commits, and stay listed. They are taken over whenever {@code repodata} is a directory of its and
 * not our link, and count as older than any build of ours.
 */
final class Inherited {
  /** When what has no commit was committed. */
  static final Instant BEFORE = Instant.EPOCH;

  private static final Logger log = LoggerFactory.getLogger(Inherited.class);
  private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  private final Store store;
  private final String target;

  Inherited(Store store, String target) {
    this.store = store;
    this.target = target;
  }

  private Path file() {
    return store.state(target).resolve("inherited");
  }

  /** Those of a target. */
  List<Entry> entries() throws IOException {
    if (Files.notExists(file())) {
      return List.of();
    }
    return Files.readAllLines(file()).stream().map(Entry::parse).toList();
  }

  /** Remembers what the original lists; false when there is nothing of it. */
  boolean takeOver() throws IOException {
    if (!ofOriginal()) {
      return false;
    }
    List<Entry> entries = listed();
    String text = entries.stream().map(e -> e.line() + "\n").collect(Collectors.joining());
    Durable.directories(store.state(target));
    Durable.replace(file(), text.getBytes(StandardCharsets.UTF_8));
    log.info("{} had {} packages of the original's; they stay listed", target, entries.size());
    return true;
  }

  private Path repodata() {
    return store.repository(target).resolve("repodata");
  }

  private boolean ofOriginal() {
    return Files.isDirectory(repodata(), LinkOption.NOFOLLOW_LINKS);
  }

  /** What the original lists, and nobody has taken over yet. */
  List<Entry> listed() throws IOException {
    if (!ofOriginal()) {
      return List.of();
    }
    Set<String> ours = ours();
    return PrimaryList.read(repodata()).stream()
        .filter(listed -> !ours.contains(directory(listed.location())))
        .flatMap(listed -> entry(listed).stream())
        .toList();
  }

  /** The places of our own builds, be they listed or withdrawn. */
  private Set<String> ours() throws IOException {
    Set<String> places = new HashSet<>();
    for (BuildId build : store.commits().builds()) {
      Optional<CommitRecord.Built> built = store.commits().built(build);
      built
          .filter(commit -> commit.target().equals(target))
          .ifPresent(commit -> places.add(commit.place().inRepository()));
    }
    return places;
  }

  private Optional<Entry> entry(PrimaryList.Listed listed) {
    String directory = directory(listed.location());
    byte[] what = (target + "/" + directory).getBytes(StandardCharsets.UTF_8);
    BuildId build = BuildId.derive(what, 0, built(directory));
    try {
      Nevra nevra = Nevra.parse(listed.nevra());
      return Optional.of(new Entry(nevra, listed.location(), build, BEFORE));
    } catch (IllegalArgumentException e) {
      log.error("{} is not taken over: {}", listed.location(), e.getMessage());
      return Optional.empty();
    }
  }

  private static String directory(String location) {
    return location.contains("/") ? location.substring(0, location.lastIndexOf('/')) : "";
  }

  /** Of two of one NEVRA the later stays; the path tells, if it is one of a farm. */
  private static Instant built(String directory) {
    String[] parts = directory.split("/", -1);
    try {
      return LocalDateTime.parse(parts.length == 3 ? parts[1] : "", TIMESTAMP)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return BEFORE;
    }
  }
}
