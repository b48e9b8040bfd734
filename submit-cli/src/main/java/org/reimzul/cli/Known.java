package org.reimzul.cli;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What could be learned of a build.
 *
 * @param fate its end, if it has one that anybody who answers knows of
 * @param record empty where the record doesn't know it, can't be asked, or needn't be
 * @param bstoreAway why bstore could not be asked
 * @param controllerAway why the record could not be asked
 */
record Known(
    Optional<Fate> fate,
    Optional<BuildRecord> record,
    Optional<String> bstoreAway,
    Optional<String> controllerAway) {

  /** True when the record was asked and has never heard of it. */
  boolean unheardOf() {
    return fate.isEmpty() && record.isEmpty() && controllerAway.isEmpty();
  }

  /** Who could not be asked, and why; empty when all answered. */
  String trouble() {
    return Stream.of(bstoreAway, controllerAway)
        .flatMap(Optional::stream)
        .collect(Collectors.joining("; "));
  }
}
