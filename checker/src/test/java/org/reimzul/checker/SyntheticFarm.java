package org.reimzul.checker;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A farm that never ran: the traces of one where all went well, for tests to spoil. Its RPMs are
 * texts; one that says "damaged" has wrong digests.
 */
final class SyntheticFarm {
  static final String TARGET = "demo.x86_64";
  static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

  final Map<String, Acknowledged> acknowledged = new LinkedHashMap<>();
  final List<Acknowledged> submitted = new ArrayList<>();
  final Map<String, Recorded> builds = new TreeMap<>();
  final Map<String, HistoryEntry> history = new LinkedHashMap<>();
  final List<HistoryEntry> moreHistory = new ArrayList<>();
  final List<Announcement> mqtt = new ArrayList<>();
  final List<Announcement> mail = new ArrayList<>();
  final Map<String, List<String>> recipients = new TreeMap<>();
  final List<String> reader = new ArrayList<>(List.of("{\"reads\":7}"));
  final List<String> leftovers = new ArrayList<>();
  final SyntheticRepository repository;
  final Path root;

  SyntheticFarm(Path root) throws IOException {
    this.root = root;
    this.repository = new SyntheticRepository(Files.createDirectories(repositoryDir()));
  }

  Path repositoryDir() {
    return root.resolve("repo").resolve(TARGET);
  }

  Path toSign() {
    return root.resolve("tosign").resolve(TARGET);
  }

  /** A build that was published and staged. */
  void published(String id, String name, String timestamp) throws IOException {
    asked(id, name, false, Expectation.SUCCESS);
    ended(id, timestamp, "PUBLISHED", Result.SUCCESS);
    String directory = history.get(id).place().directory();
    for (String arch : List.of("x86_64", "src")) {
      String file = name + "-1.0-1." + arch + ".rpm";
      repository.add(directory + file, "made by " + id);
      Files.createDirectories(toSign());
      Files.writeString(toSign().resolve(file), "made by " + id);
    }
  }

  /** A build that failed. */
  void failed(String id, String name, String timestamp) {
    asked(id, name, false, Expectation.FAILURE);
    ended(id, timestamp, "FAILED", Result.FAILED);
  }

  /** A scratch build that was successful. */
  void scratch(String id, String name, String timestamp) throws IOException {
    asked(id, name, true, Expectation.SUCCESS);
    ended(id, timestamp, "PUBLISHED", Result.SUCCESS);
    Path dir = root.resolve("scratch/" + TARGET).resolve(history.get(id).place().directory());
    Files.createDirectories(dir);
    for (String arch : List.of("x86_64", "src")) {
      Files.writeString(dir.resolve(name + "-1.0-1." + arch + ".rpm"), "made by " + id);
    }
  }

  /** A build that was called off. */
  void canceled(String id, String name) {
    asked(id, name, false, Expectation.CANCELED);
    recorded(id, "CANCELED", "QUEUED", "CANCELED");
  }

  private void asked(String id, String name, boolean scratch, Expectation expect) {
    acknowledged.put(
        id,
        new Acknowledged(
            id,
            parcel(name, scratch, List.of()),
            Set.of(expect),
            Optional.of(START.plusSeconds(acknowledged.size())),
            List.of()));
  }

  static Parcel parcel(String name, boolean scratch, List<String> chained) {
    return new Parcel(
        name + "-1.0-1.src.rpm", TARGET, "x86_64", scratch, name, "1.0-1", List.of(name), chained);
  }

  /** A history entry as the farm writes it, the latest of its work or not. */
  static HistoryEntry entry(String id, Result result, String name, boolean latest) {
    return new HistoryEntry(Optional.of(id), result, name, "1.0-1", false, latest);
  }

  /** The ends of this build's work so far are not the latest any more. */
  void demote(String name) {
    history.replaceAll(
        (id, entry) ->
            entry.pkgname().equals(name)
                ? new HistoryEntry(
                    entry.build(), entry.result(), name, entry.evr(), entry.scratch(), false)
                : entry);
  }

  private void ended(String id, String timestamp, String state, String status) {
    Acknowledged asked = acknowledged.get(id);
    recorded(id, state, "QUEUED", "BUILDING", state);
    Parcel parcel = asked.parcel();
    var result = new Result(parcel.work(), timestamp, status);
    demote(parcel.name());
    history.put(
        id,
        new HistoryEntry(
            Optional.of(id), result, parcel.name(), parcel.evr(), parcel.scratch(), true));
    if (!parcel.scratch()) {
      var told = new Announcement(result, START.plusSeconds(100 + history.size()));
      mqtt.add(told);
      mail.add(told);
    }
  }

  /** Writes the record's document anew. */
  void recorded(String id, String state, String... past) {
    recorded(id, acknowledged.get(id), state, past);
  }

  /** Writes a document of a build that was asked for like this. */
  void recorded(String id, Acknowledged asked, String state, String... past) {
    builds.put(
        id,
        new Recorded(
            id,
            asked.parcel().work(),
            asked.parcel().scratch(),
            state,
            Set.copyOf(List.of(past)),
            "why"));
  }

  /** Writes what was told to the submitter anew. */
  void askedAfter(String id, String... parents) {
    Acknowledged a = acknowledged.get(id);
    acknowledged.put(
        id,
        new Acknowledged(id, a.parcel(), Set.of(Expectation.ANY), a.submitted(), List.of(parents)));
  }

  /** The checker's opinion. */
  Verdict check() throws Exception {
    repository.write();
    var farm =
        new Farm(
            "mongodb://nowhere",
            "reimzul",
            Map.of(TARGET, URI.create(repositoryDir().toUri().toString())),
            Optional.of(root.resolve("scratch")),
            Optional.of(root.resolve("tosign")),
            true,
            recipients);
    Path notes = Files.createDirectories(root.resolve("notes"));
    var evidence =
        new Evidence(
            farm,
            List.copyOf(acknowledged.values()),
            submitted,
            mqtt,
            mail,
            Lines.read(Files.write(notes.resolve("reader"), reader)),
            Lines.read(Files.write(notes.resolve("leftovers"), leftovers)));
    List<HistoryEntry> all = new ArrayList<>(history.values());
    all.addAll(moreHistory);
    return new Checker(evidence, new FarmRecord(builds, all), SyntheticFarm::damaged).verdict();
  }

  private static Set<Path> damaged(Iterable<Path> files) throws IOException {
    Set<Path> found = new HashSet<>();
    for (Path file : files) {
      if (Files.readString(file).contains("damaged")) {
        found.add(file);
      }
    }
    return found;
  }
}
