package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.BuildId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packages of one repository, each NEVRA once. Kept in a file so that a run needn't read every
 * commit; made anew from the commits when that file is missing or damaged.
 */
final class PackageIndex {
  private static final Logger log = LoggerFactory.getLogger(PackageIndex.class);

  private final Store store;
  private final String target;
  private final Map<String, Entry> byNevra = new TreeMap<>();

  private PackageIndex(Store store, String target) {
    this.store = store;
    this.target = target;
  }

  static PackageIndex load(Store store, String target) throws IOException {
    var index = new PackageIndex(store, target);
    if (!index.read()) {
      index.rebuild();
    }
    return index;
  }

  private Path file() {
    return store.state(target).resolve("packages");
  }

  private boolean read() throws IOException {
    if (!Files.exists(file())) {
      return false;
    }
    try {
      Files.readAllLines(file()).forEach(line -> offer(Entry.parse(line)));
      return true;
    } catch (CharacterCodingException | IllegalArgumentException | DateTimeException e) {
      log.warn("{} is damaged; making it anew from the commits: {}", file(), e.getMessage());
      byNevra.clear();
      return false;
    }
  }

  private void rebuild() throws IOException {
    for (BuildId build : store.commits().builds()) {
      add(build);
    }
  }

  /** Adds the packages of a build if it ended in this repository. */
  void add(BuildId build) throws IOException {
    Optional<CommitRecord> record = store.commits().find(build);
    if (record.isEmpty()
        || !record.get().published()
        || !record.get().result().job().target().equals(target)) {
      return;
    }
    for (Artifact file : record.get().manifest().files()) {
      file.nevra()
          .ifPresent(
              nevra ->
                  offer(
                      new Entry(
                          nevra,
                          record.get().place().inRepository() + "/" + file.name(),
                          build,
                          record.get().committed())));
    }
  }

  private void offer(Entry entry) {
    byNevra.merge(entry.nevra().toString(), entry, Entry::orBetter);
  }

  void save() throws IOException {
    String text = byNevra.values().stream().map(Entry::line).collect(Collectors.joining("\n"));
    Durable.directories(store.state(target));
    byte[] content = (text.isEmpty() ? "" : text + "\n").getBytes(StandardCharsets.UTF_8);
    Durable.replace(file(), content);
  }

  /** The paths of all packages, sorted, relative to the repository. */
  Collection<String> locations() {
    return byNevra.values().stream().map(Entry::location).sorted().toList();
  }
}
