package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.reimzul.bstore.store.Bell;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.Manifest;

/**
 * Lets uploads that wait join the next run of createrepo_c, which costs about the same for one
 * package as for many. Only as long as they keep coming, so that a large one delays nobody.
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

  void await() throws IOException, InterruptedException {
    long start = System.nanoTime();
    boolean more = true;
    while (more && uploadWaits() && System.nanoTime() - start < longest.toNanos()) {
      more = dirty.await(QUIET);
    }
  }

  private boolean uploadWaits() throws IOException {
    for (Path upload : Trees.children(store.incoming())) {
      if (Files.exists(upload.resolve(Manifest.FILE_NAME))) {
        return true;
      }
    }
    return false;
  }
}
