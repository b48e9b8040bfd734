package org.reimzul.checker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one repository lists: each package once, there as described, and a published build's. */
final class ListedRules {
  private final String target;
  private final Cases cases;
  private final RpmCheck rpmCheck;
  private final List<Finding> findings = new ArrayList<>();

  ListedRules(String target, Cases cases, RpmCheck rpmCheck) {
    this.target = target;
    this.cases = cases;
    this.rpmCheck = rpmCheck;
  }

  List<Finding> check(List<Listed> packages, Shelf shelf) throws IOException, InterruptedException {
    Map<String, Listed> first = new HashMap<>();
    Map<Path, Listed> whole = new LinkedHashMap<>();
    for (Listed each : packages) {
      Listed same = first.putIfAbsent(each.nevra(), each);
      if (same != null) {
        add(Finding.Kind.TWICE, each, "stands there twice, also as " + same.href());
      }
      asDescribed(each, shelf).ifPresent(file -> whole.put(file, each));
      published(each);
    }
    for (Path file : rpmCheck.damaged(whole.keySet())) {
      add(Finding.Kind.UNEXPECTED, whole.get(file), "is not an RPM with the right digests");
    }
    return findings;
  }

  private Optional<Path> asDescribed(Listed each, Shelf shelf)
      throws IOException, InterruptedException {
    Optional<Path> file = shelf.file(each.href());
    if (file.isEmpty()) {
      add(Finding.Kind.UNEXPECTED, each, "isn't there");
      return file;
    }
    if (Files.size(file.get()) != each.size()
        || !Digests.match(each.checksum(), Files.newInputStream(file.get()))) {
      add(Finding.Kind.UNEXPECTED, each, "has not the size and checksum that the metadata say");
      return Optional.empty();
    }
    return file;
  }

  private void published(Listed each) {
    Optional<HistoryEntry> entry = cases.at(new Place(false, target, each.directory()));
    if (entry.isEmpty()) {
      boolean scratch = cases.at(new Place(true, target, each.directory())).isPresent();
      String whose = scratch ? "is of a scratch build" : "is of no build that the farm knows";
      add(Finding.Kind.UNEXPECTED, each, whose);
      return;
    }
    String status = entry.get().result().status();
    Optional<BuildCase> build = entry.get().build().flatMap(cases::find);
    if (!status.equals(Result.SUCCESS)) {
      add(Finding.Kind.UNEXPECTED, each, "is of a build that ended with " + status);
    } else if (build.isEmpty()) {
      add(Finding.Kind.UNEXPECTED, each, "is of a build that nobody submitted");
    } else if (build.filter(BuildCase::withdrawn).isPresent()) {
      add(Finding.Kind.UNEXPECTED, each, "is of a build that was withdrawn");
    } else if (build.filter(b -> b.asked().parcel().scratch()).isPresent()) {
      add(Finding.Kind.UNEXPECTED, each, "is of a build submitted as scratch");
    } else if (build.filter(b -> madeFromOthers(b, each)).isPresent()) {
      add(Finding.Kind.UNEXPECTED, each, "was made from the sources " + each.source());
    }
  }

  private static boolean madeFromOthers(BuildCase build, Listed each) {
    return !build.asked().parcel().builtSource().equals(each.source());
  }

  private void add(Finding.Kind kind, Listed each, String what) {
    Optional<String> build =
        cases.at(new Place(false, target, each.directory())).flatMap(HistoryEntry::build);
    findings.add(
        new Finding(kind, build, "repository " + target + ": " + each.href() + " " + what));
  }
}
