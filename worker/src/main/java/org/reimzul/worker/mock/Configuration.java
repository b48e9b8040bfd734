package org.reimzul.worker.mock;

import java.nio.file.Path;

/**
 * The configuration for a build.
 *
 * @param file as the farm keeps it
 * @param root what stands for {@code TARGETNAME}: one name per target and arch, so that mock's
 *     caches are found again
 */
record Configuration(Path file, String root) {
  /** Where the files beside it are. */
  Path directory() {
    return file.getParent();
  }
}
