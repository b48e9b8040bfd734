package org.reimzul.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A build of which somebody wants to see every step once. Not thread-safe. */
final class FollowedBuild {
  private final BuildRequest build;
  private final Set<String> seen = new HashSet<>();
  private BuildRecord record;

  FollowedBuild(BuildRequest build) {
    this.build = build;
  }

  BuildRequest build() {
    return build;
  }

  /** Empty until the record knows the build. */
  Optional<BuildRecord> record() {
    return Optional.ofNullable(record);
  }

  /** The steps that are new in this record. */
  List<BuildRecord.Step> update(BuildRecord now) {
    record = now;
    List<BuildRecord.Step> fresh = new ArrayList<>();
    for (BuildRecord.Step step : now.steps()) {
      if (seen.add(step.key())) {
        fresh.add(step);
      }
    }
    return fresh;
  }

  boolean ended() {
    return record != null && record.ended();
  }

  boolean held() {
    return record != null && record.held();
  }

  boolean failed() {
    return record != null && record.failed();
  }
}
