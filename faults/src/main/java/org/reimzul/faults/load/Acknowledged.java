package org.reimzul.faults.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.job.Json;
import org.reimzul.faults.lab.Place;
import org.reimzul.faults.watch.Ledger;

/** What submitters were told. Thread-safe. */
public final class Acknowledged implements AutoCloseable {
  private final Place place;
  private final Ledger told;
  private final Ledger untold;
  private final Map<String, Parcel> all = new LinkedHashMap<>();
  private final Map<String, Parcel> waiting = new LinkedHashMap<>();
  private final Map<String, Long> ended = new LinkedHashMap<>();
  private Optional<String> latestToSucceed = Optional.empty();

  /** Keeps the books in the place's evidence. */
  public Acknowledged(Place place) throws IOException {
    this.place = place;
    Path evidence = Files.createDirectories(place.evidence());
    this.told = new Ledger(evidence, "acknowledged.jsonl");
    this.untold = new Ledger(evidence, "submitted.jsonl");
  }

  /**
   * A submitter was told this id.
   *
   * @param began when the submission did
   * @param also ends that are right too, in the checker's words
   * @param after builds that have to be published first
   */
  public synchronized void told(
      String build, Parcel parcel, Instant began, List<String> also, List<String> after) {
    ObjectNode line = describe(parcel, began, also).put("build", build);
    if (!after.isEmpty()) {
      var ids = line.putArray("after");
      after.forEach(ids::add);
    }
    told.add(line);
    if (parcel.expect().equals("success")
        && also.isEmpty()
        && after.isEmpty()
        && !parcel.scratch()) {
      latestToSucceed = Optional.of(build);
    }
    all.put(build, parcel);
    waiting.put(build, parcel);
  }

  /** A submission may have become a build, and nobody will be told. */
  public synchronized void untold(Parcel parcel, Instant began) {
    untold.add(describe(parcel, began, List.of("any")));
  }

  private static ObjectNode describe(Parcel parcel, Instant began, List<String> also) {
    List<String> expect = new ArrayList<>(also);
    expect.add(parcel.expect());
    ObjectNode line =
        Json.object()
            .put("srpm", parcel.srpm())
            .put("target", parcel.target())
            .put("arch", "x86_64")
            .put("scratch", parcel.scratch())
            .put("name", parcel.name())
            .put("evr", parcel.evr())
            .put("expect", String.join(",", expect))
            .put("submitted_at", began.toString());
    var packages = line.putArray("packages");
    parcel.packages().forEach(packages::add);
    var chained = line.putArray("chained");
    parcel.chained().forEach(chained::add);
    return line;
  }

  /** The latest build that others can wait for, if there was one. */
  public synchronized Optional<String> latestToSucceed() {
    return latestToSucceed;
  }

  /** How many were acknowledged. */
  public synchronized int total() {
    return all.size();
  }

  /** All that were acknowledged, the first one first. */
  public synchronized Map<String, Parcel> all() {
    return new LinkedHashMap<>(all);
  }

  /** Those that have no commit record yet. */
  public synchronized List<String> unended() {
    for (String build : List.copyOf(waiting.keySet())) {
      if (Files.exists(place.commit(build))) {
        waiting.remove(build);
        ended.put(build, System.nanoTime());
      }
    }
    return new ArrayList<>(waiting.keySet());
  }

  /** True if this one has a commit record. */
  public boolean ended(String build) {
    return Files.exists(place.commit(build));
  }

  /** When builds were first seen to have ended, by nanoTime. */
  public synchronized Map<String, Long> ended() {
    return Map.copyOf(ended);
  }

  @Override
  public void close() throws IOException {
    told.close();
    untold.close();
  }
}
