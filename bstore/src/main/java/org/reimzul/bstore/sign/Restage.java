package org.reimzul.bstore.sign;

import java.io.IOException;
import java.util.Optional;
import org.reimzul.bstore.repogen.PackageIndex;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.BuildId;

/**
 * Finds the packages of earlier builds that return when later ones are withdrawn. They may have
 * been overwritten in the staging directory before they were signed, or passed over.
 */
final class Restage {
  /**
   * A package of an earlier build.
   *
   * @param commit the build
   * @param file its package
   */
  record Returned(CommitRecord.Built commit, Artifact file) {}

  private final Store store;
  private final PackageIndex index;

  /** The packages that stand in a target, whose withdrawn builds have their tombstones. */
  Restage(Store store, String target) throws IOException {
    this.store = store;
    this.index = PackageIndex.load(store, target).anew();
  }

  /** Whose package takes the place of this one. */
  Optional<Returned> of(Artifact gone) throws IOException {
    Optional<BuildId> owner = index.owner(gone.nevra().orElseThrow());
    Optional<CommitRecord.Built> commit =
        owner.isEmpty() ? Optional.empty() : store.commits().built(owner.get());
    return commit.flatMap(
        built ->
            built.manifest().files().stream()
                .filter(file -> file.name().equals(gone.name()))
                .findFirst()
                .map(file -> new Returned(built, file)));
  }
}
