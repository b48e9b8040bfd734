package org.reimzul.checker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What waits to be signed is every published build's packages, byte for byte, and no other's; where
 * several builds made a package, the one that the repository lists.
 */
final class SigningRules {
  private final String target;
  private final Cases cases;
  private final Path directory;

  /** By file name, the sha256 that it may have. */
  private final Map<String, Set<String>> published = new HashMap<>();

  private final List<Finding> findings = new ArrayList<>();

  private final Map<String, Listed> listed = new HashMap<>();

  /** {@code directory} is the one of this target, and these are what its repository lists. */
  SigningRules(String target, Cases cases, Path directory, List<Listed> packages) {
    this.target = target;
    this.cases = cases;
    this.directory = directory;
    packages.forEach(each -> listed.put(each.file(), each));
  }

  List<Finding> check(Shelf shelf) throws IOException, InterruptedException {
    for (BuildCase build : cases.all()) {
      for (HistoryEntry success : build.successes()) {
        Place place = success.place();
        if (place.target().equals(target) && !place.scratch() && !build.withdrawn()) {
          staged(build, place.directory(), shelf);
        }
      }
    }
    for (Path file : files()) {
      judge(file);
    }
    return findings;
  }

  private void judge(Path file) throws IOException {
    String name = file.getFileName().toString();
    Set<String> right = published.getOrDefault(name, Set.of());
    Listed now = listed.get(name);
    if (!name.endsWith(".rpm") || name.startsWith(".")) {
      found(Finding.Kind.LEFTOVER, name + " is no package");
    } else if (!right.contains(Digests.sha256(file))) {
      found(Finding.Kind.UNEXPECTED, name + " is not as a published build has made it");
    } else if (now != null && !Digests.match(now.checksum(), Files.newInputStream(file))) {
      found(Finding.Kind.UNEXPECTED, name + " is not the one that is listed, " + now.href());
    }
  }

  private void staged(BuildCase build, String place, Shelf shelf)
      throws IOException, InterruptedException {
    for (String rpm : shelf.rpms(place)) {
      Optional<Path> file = shelf.file(place + rpm);
      if (file.isPresent()) {
        published.computeIfAbsent(rpm, any -> new HashSet<>()).add(shelf.sha256(file.get()));
      }
      if (!Files.exists(directory.resolve(rpm))) {
        findings.add(Finding.lost(build.id(), "tosign " + target + ": " + rpm + " isn't there"));
      }
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    }
  }

  private void found(Finding.Kind kind, String what) {
    findings.add(Finding.of(kind, "tosign " + target + ": " + what));
  }
}
