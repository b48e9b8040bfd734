package org.reimzul.bstore.sign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.reimzul.bstore.publish.Found;
import org.reimzul.bstore.publish.RefusedException;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.SigningRequest;

/**
 * Stages what lies in a repository that the original's repogen worker keeps: no commit says what
 * belongs to a build, nor that it was published, so that whole packages have to do.
 */
final class Uncommitted {
  private final Store store;

  Uncommitted(Store store) {
    this.store = store;
  }

  /**
   * Copies the packages of one arch of a build; returns how many, or nothing if there is no result.
   *
   * @throws RefusedException when the result is not whole
   */
  OptionalInt stage(SigningRequest request)
      throws IOException, InterruptedException, RefusedException, ChangedException {
    int staged = 0;
    List<Path> results = results(request);
    for (Path result : results) {
      for (Artifact file : new Found(result).files(request.pkgname())) {
        if (file.nevra().isPresent()) {
          staged += copy(result, file, request) ? 1 : 0;
        }
      }
    }
    return results.isEmpty() ? OptionalInt.empty() : OptionalInt.of(staged);
  }

  private List<Path> results(SigningRequest request) throws IOException {
    Path repository = store.repository(request.target());
    Path parent = repository.resolve(request.pkgname()).resolve(request.timestamp());
    List<Path> results = new ArrayList<>();
    for (Path dir : Trees.children(parent)) {
      if (dir.getFileName().toString().endsWith("." + request.arch())
          && Files.isDirectory(dir, LinkOption.NOFOLLOW_LINKS)
          && dir.toRealPath().startsWith(repository.toRealPath())) {
        results.add(dir);
      }
    }
    return results;
  }

  /** What a chained arch makes again is its parent's. */
  private boolean copy(Path result, Artifact file, SigningRequest request)
      throws IOException, ChangedException {
    Path dir = store.toSign(request.target());
    Path staged = dir.resolve(file.name());
    boolean chained = !request.target().endsWith("." + request.arch());
    if (chained && Files.exists(staged)) {
      return false;
    }
    Durable.directories(dir);
    StagedCopy.BY_SIGNER.make(result.resolve(file.name()), staged, file);
    return true;
  }
}
