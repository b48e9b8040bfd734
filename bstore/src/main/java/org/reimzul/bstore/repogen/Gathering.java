package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.reimzul.bstore.store.Bell;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.Manifest;

/**
 * Lets the uploads that are there, complete, join the next run of createrepo_c, which costs about
 * the same for one package as for many. Only as long as they keep being taken in, so that a large
 * one delays nobody by more than a run of its own would, and not for those that come later, so that
 * there is an end to it.
 */
final class Gathering {
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final Store store;
  private final Bell dirty;
  private final Duration longest;

  Gathering(Store store, Bell dirty, Duration longest) {
    this.store = store;
    this.dirty = dirty;
    this.longest = longest;
  }

  /** Returns soon after the last one; {@code run}: how long a run takes. */
  void await(Duration run) throws IOException, InterruptedException {
    Duration quiet = run.compareTo(QUIET) > 0 ? run : QUIET;
    long start = System.nanoTime();
    Set<Path> waiting = complete();
    boolean more = true;
    while (more && !waiting.isEmpty() && System.nanoTime() - start < longest.toNanos()) {
      boolean rung = dirty.await(quiet);
      more = waiting.retainAll(complete()) || rung; // another process may have taken some
    }
  }

  private Set<Path> complete() throws IOException {
    Set<Path> complete = new HashSet<>();
    for (Path upload : Trees.children(store.incoming())) {
      if (Files.exists(upload.resolve(Manifest.FILE_NAME))) {
        complete.add(upload);
      }
    }
    return complete;
  }
}
