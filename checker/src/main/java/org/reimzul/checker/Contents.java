package org.reimzul.checker;

import java.util.ArrayList;
import java.util.List;

/** A success's directory holds the source package and the packages that it is made of, no other. */
final class Contents {
  private Contents() {}

  /**
   * What is wrong with a directory of these RPMs.
   *
   * @param where the tree of the directory, for people
   */
  static List<Finding> check(BuildCase build, String where, String directory, List<String> rpms) {
    if (rpms.isEmpty()) {
      return List.of(Finding.lost(build.id(), where + "no package is in " + directory));
    }
    List<Finding> findings = new ArrayList<>();
    Parcel parcel = build.asked().parcel();
    if (!rpms.contains(parcel.builtSource())) {
      findings.add(
          Finding.lost(
              build.id(), where + directory + " lacks the source package " + parcel.builtSource()));
    }
    for (String name : parcel.packages()) {
      if (rpms.stream().noneMatch(rpm -> isBinary(rpm) && nameOf(rpm).equals(name))) {
        findings.add(Finding.lost(build.id(), where + directory + " lacks the package " + name));
      }
    }
    for (String rpm : rpms) {
      if (isSurplus(rpm, parcel)) {
        findings.add(
            Finding.unexpected(build.id(), where + directory + rpm + " is none of its packages"));
      }
    }
    return findings;
  }

  private static boolean isSurplus(String rpm, Parcel parcel) {
    return isBinary(rpm)
        ? !parcel.packages().isEmpty() && !parcel.packages().contains(nameOf(rpm))
        : !rpm.equals(parcel.builtSource());
  }

  private static boolean isBinary(String rpm) {
    return !RpmName.ofFile(rpm).arch().equals("src");
  }

  private static String nameOf(String rpm) {
    return RpmName.ofFile(rpm).name();
  }
}
