package org.reimzul.checker;

import java.util.Optional;

/**
 * A document of the collection {@code notify_history}.
 *
 * @param build empty from an original worker
 */
record HistoryEntry(
    Optional<String> build, Result result, String pkgname, String evr, boolean scratch) {
  /** Where its files are, below its repository. */
  Place place() {
    String directory =
        pkgname + "/" + result.timestamp() + "/" + evr + "." + result.work().arch() + "/";
    return new Place(scratch, result.work().target(), directory);
  }
}
