package org.reimzul.checker;

import java.util.Optional;

/**
 * A document of the collection {@code notify_history}.
 *
 * @param build empty from an original worker
 * @param latest whether it is marked as the latest of its work
 */
record HistoryEntry(
    Optional<String> build,
    Result result,
    String pkgname,
    String evr,
    boolean scratch,
    boolean latest) {
  /** Where its files are, below its repository. */
  Place place() {
    String directory =
        pkgname + "/" + result.timestamp() + "/" + evr + "." + result.work().arch() + "/";
    return new Place(scratch, result.work().target(), directory);
  }
}
