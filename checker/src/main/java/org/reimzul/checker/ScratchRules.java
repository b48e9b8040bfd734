package org.reimzul.checker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every scratch success has all its packages where scratch builds are. */
final class ScratchRules {
  private ScratchRules() {}

  static List<Finding> check(Cases cases, Path scratch, RpmCheck rpmCheck)
      throws IOException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    Map<Path, String> builds = new HashMap<>();
    for (BuildCase build : cases.all()) {
      for (HistoryEntry success : build.successes()) {
        if (success.scratch()) {
          Place place = success.place();
          Path directory = scratch.resolve(place.target()).resolve(place.directory());
          List<String> rpms = new Shelf(new FileSource(directory)).rpms("");
          findings.addAll(Contents.check(build, "", directory + "/", rpms));
          rpms.forEach(rpm -> builds.put(directory.resolve(rpm), build.id()));
        }
      }
    }
    for (Path file : rpmCheck.damaged(builds.keySet())) {
      findings.add(Finding.unexpected(builds.get(file), file + " is not a whole RPM"));
    }
    return findings;
  }
}
