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

  /**
   * Another build that has published a package of this result; not its parent or its child.
   *
   * @param uploaded where an original worker has put it: what the original has listed from there is
   *     no other build
   * @throws IOException also when the original's metadata, which no run has taken over yet, can't
   *     be read: what it lists must not be replaced, and nothing is published until it is mended
   */
  Optional<BuildId> find(Manifest manifest, Optional<Place> uploaded) throws IOException {
    String target = manifest.result().job().target();
    // first: a run saves the index before it takes the original's metadata away
    PackageIndex original = PackageIndex.original(store, target);
    PackageIndex index = index(target, false).with(original);
    for (Nevra nevra : manifest.files().stream().flatMap(file -> file.nevra().stream()).toList()) {
      Optional<BuildId> owner = owner(index, nevra, uploaded);
      if (owner.isPresent() && store.commits().withdrawal(owner.get()).isPresent()) {
        index = index(target, true).with(original); // an older build may come back
        owner = owner(index, nevra, uploaded);
      }
      if (owner.isPresent() && !family(owner.get(), manifest.attempt().build())) {
        return owner;
      }
    }
    return Optional.empty();
  }

  /** Whose result is at this place, as far as it is listed or will be. */
  Optional<BuildId> ownerOf(Place place) throws IOException {
    return index(place.target(), false).ownerOf(place);
  }

  /**
   * All that is committed: it moves from draft to dirty list to index, looked for in that order.
   */
  private PackageIndex index(String target, boolean anew) throws IOException {
    List<BuildId> pending = pending(target);
    PackageIndex saved = PackageIndex.load(store, target);
    PackageIndex index = anew ? saved.anew() : saved;
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

  private static Optional<BuildId> owner(PackageIndex index, Nevra nevra, Optional<Place> besides) {
    return besides.isPresent() ? index.owner(nevra, besides.get()) : index.owner(nevra);
  }

  private static boolean family(BuildId one, BuildId other) {
    return one.carrier().equals(other.carrier());
  }

  /** True when a result would be listed in a repository. */
  static boolean concerns(Manifest manifest) {
    return new CommitRecord.Built(manifest, manifest.ended()).published();
  }
}
