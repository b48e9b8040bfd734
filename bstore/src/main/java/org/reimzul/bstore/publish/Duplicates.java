package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reimzul.bstore.repogen.PackageIndex;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Names;
import org.reimzul.bstore.store.Place;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.Nevra;

/**
 * Finds who has published a package before. The caller holds the target's lock, so that nothing is
 * committed to it meanwhile.
 */
final class Duplicates {

  private final Store store;

  Duplicates(Store store) {
    this.store = store;
  }

  /** The lock of a target whose packages are never replaced. */
  static Path lock(Store store, String target) {
    return store.state(target).resolve("refuse.lock");
  }

  /** Another build that has published a package of this result; not its parent or its child. */
  Optional<BuildId> find(Manifest manifest) throws IOException {
    BuildId build = manifest.attempt().build();
    String target = manifest.result().job().target();
    PackageIndex index = index(target);
    for (Artifact file : manifest.files()) {
      Optional<BuildId> owner =
          file.nevra().isEmpty() ? Optional.empty() : owner(index, target, file);
      if (owner.isPresent() && !family(owner.get(), build)) {
        return owner;
      }
    }
    return Optional.empty();
  }

  /** Whose result is at this place, as far as it is listed or will be. */
  Optional<BuildId> ownerOf(Place place) throws IOException {
    return index(place.target()).ownerOf(place);
  }

  /**
   * All that is committed: it moves from draft to dirty list to index, looked for in that order.
   */
  private PackageIndex index(String target) throws IOException {
    List<BuildId> pending = pending(target);
    return with(pending, PackageIndex.load(store, target));
  }

  /** The same, and what withdrawn builds had replaced: an older build may come back. */
  private PackageIndex anew(String target) throws IOException {
    List<BuildId> pending = pending(target);
    return with(pending, PackageIndex.load(store, target).anew());
  }

  private static PackageIndex with(List<BuildId> pending, PackageIndex index) throws IOException {
    for (BuildId other : pending) {
      index.add(other);
    }
    return index;
  }

  private List<BuildId> pending(String target) throws IOException {
    List<BuildId> pending = new ArrayList<>(drafts());
    for (String name : store.dirty(target).names()) {
      Names.build(name).ifPresent(pending::add);
    }
    return pending;
  }

  private List<BuildId> drafts() throws IOException {
    List<BuildId> builds = new ArrayList<>();
    for (Path file : Trees.children(store.work())) {
      Attempts.of(file).map(AttemptId::build).ifPresent(builds::add);
    }
    return builds;
  }

  private Optional<BuildId> owner(PackageIndex index, String target, Artifact file)
      throws IOException {
    Nevra nevra = file.nevra().orElseThrow();
    Optional<BuildId> owner = index.owner(nevra);
    if (owner.isPresent() && store.commits().withdrawal(owner.get()).isPresent()) {
      return anew(target).owner(nevra);
    }
    return owner;
  }

  private static boolean family(BuildId one, BuildId other) {
    return one.carrier().equals(other.carrier());
  }

  /** True when a result would be listed in a repository. */
  static boolean concerns(Manifest manifest) {
    return new CommitRecord.Built(manifest, manifest.ended()).published();
  }
}
