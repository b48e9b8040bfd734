package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Place;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Nevra;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packages of one repository, each NEVRA once. Kept in a file so that a run needn't read every
 * commit; made anew from the commits when that file is missing or damaged. Not thread-safe.
 */
public final class PackageIndex {
  private static final Logger log = LoggerFactory.getLogger(PackageIndex.class);

  private final Store store;
  private final String target;
  private final Map<String, Entry> byNevra = new TreeMap<>();

  private PackageIndex(Store store, String target) {
    this.store = store;
    this.target = target;
  }

  /** As it was saved last. */
  public static PackageIndex load(Store store, String target) throws IOException {
    var index = new PackageIndex(store, target);
    Optional<List<Entry>> saved = index.file().read();
    if (saved.isEmpty()) {
      return index.anew();
    }
    saved.get().forEach(index::offer);
    return index;
  }

  /** Only what the original lists there, until a run has taken that over. */
  public static PackageIndex original(Store store, String target) throws IOException {
    var index = new PackageIndex(store, target);
    new Inherited(store, target).listed().forEach(index::offer);
    return index;
  }

  private IndexFile file() {
    return new IndexFile(store.state(target));
  }

  /**
   * Another index of the same repository, from every commit: what was withdrawn is not in it, nor
   * what is committed and not in its place yet. That one would hide what it is going to replace
   * from readers, and is added when it comes onto the dirty list.
   */
  public PackageIndex anew() throws IOException {
    var index = new PackageIndex(store, target);
    new Inherited(store, target).entries().forEach(index::offer);
    for (BuildId build : store.commits().builds()) {
      Optional<CommitRecord.Built> built = index.standing(build).filter(store::placed);
      if (built.isPresent()) {
        index.offer(built.get());
      }
    }
    return index;
  }

  /** Adds the packages of a build if it stands in this repository. */
  public void add(BuildId build) throws IOException {
    Optional<CommitRecord.Built> built = standing(build);
    if (built.isPresent()) {
      offer(built.get());
    }
  }

  /** Adds what another index of the same repository has; returns this one. */
  public PackageIndex with(PackageIndex other) {
    other.byNevra.values().forEach(this::offer);
    return this;
  }

  private Optional<CommitRecord.Built> standing(BuildId build) throws IOException {
    return store.commits().standing(build).filter(commit -> commit.target().equals(target));
  }

  private void offer(CommitRecord.Built built) throws IOException {
    Instant job = store.commits().ageOfJob(built);
    for (Artifact file : built.manifest().files()) {
      file.nevra().ifPresent(nevra -> offer(entry(built, job, nevra, file)));
    }
  }

  private static Entry entry(CommitRecord.Built built, Instant job, Nevra nevra, Artifact file) {
    String location = built.place().inRepository() + "/" + file.name();
    return new Entry(nevra, location, built.build(), built.committed(), job);
  }

  private void offer(Entry entry) {
    byNevra.merge(entry.nevra().toString(), entry, Entry::orBetter);
  }

  /** Whose package of that name, version and arch is listed. */
  public Optional<BuildId> owner(Nevra nevra) {
    return Optional.ofNullable(byNevra.get(nevra.toString())).map(Entry::build);
  }

  /** The same, unless it is what the original has listed from this place. */
  public Optional<BuildId> owner(Nevra nevra, Place besides) {
    return Optional.ofNullable(byNevra.get(nevra.toString()))
        .filter(entry -> !entry.inherited() || !entry.from(besides))
        .map(Entry::build);
  }

  /** The build, a committed one, whose packages are listed from this place. */
  public Optional<BuildId> ownerOf(Place place) {
    return byNevra.values().stream()
        .filter(entry -> entry.from(place) && !entry.inherited())
        .map(Entry::build)
        .findFirst();
  }

  /** True when a file of this build is listed, or would be once the build is in the index. */
  public boolean prefers(CommitRecord.Built built, Artifact file) throws IOException {
    Nevra nevra = file.nevra().orElseThrow();
    Entry listed = byNevra.get(nevra.toString());
    Entry ours = entry(built, store.commits().ageOfJob(built), nevra, file);
    return listed == null || listed.orBetter(ours).build().equals(ours.build());
  }

  void save() throws IOException {
    file().write(byNevra.values());
  }

  /** The paths of all packages, sorted, relative to the repository; what is not there is not. */
  List<String> locations() {
    List<String> there = new ArrayList<>();
    for (Entry entry : byNevra.values()) {
      if (Files.isRegularFile(store.repository(target).resolve(entry.location()))) {
        there.add(entry.location());
      } else {
        log.error("{} of build {} is not on the disk", entry.location(), entry.build());
      }
    }
    return there.stream().sorted().toList();
  }
}
