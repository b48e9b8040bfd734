package org.reimzul.faults.load;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.reimzul.faults.lab.Lab;

/**
 * One build to submit.
 *
 * @param name of the package; its first word says what becomes of it
 * @param release of version 1.0, without the dist tag
 * @param target with its arch, as on the wire
 * @param scratch whether it is not to be published
 */
public record Parcel(String name, int release, String target, boolean scratch) {
  /** What becomes of a build. */
  public enum Fate {
    GOOD,
    FAILS,
    HANGS,
    LOUD,
    FLAKY,
    BROKEN,
    HALF,
    /** Asked for from a branch that its repository doesn't have: there is no source package. */
    ABSENT
  }

  private static final Set<Fate> FAILURES = Set.of(Fate.FAILS, Fate.HANGS, Fate.HALF, Fate.ABSENT);

  /** What the stand-in for mock makes of it, or git. */
  public Fate fate() {
    return Fate.valueOf(name.substring(0, name.indexOf('-')).toUpperCase(Locale.ROOT));
  }

  /** How the build must end, in the checker's words. */
  public String expect() {
    return FAILURES.contains(fate()) ? "failure" : "success";
  }

  /** The target's name without the arch. */
  public String targetName() {
    return target.substring(0, target.lastIndexOf('.'));
  }

  /** Version and release, as the farm tells them. */
  public String evr() {
    return fate() == Fate.ABSENT ? "0-0" : "1.0-" + release + "." + targetName();
  }

  /** The source package's file name. */
  public String srpm() {
    return name + "-" + evr() + ".src.rpm";
  }

  /** Names of what a success consists of, besides the source package. */
  public List<String> packages() {
    return hasDoc() ? List.of(name, name + "-doc") : List.of(name);
  }

  /** Arches that are built after it. */
  public List<String> chained() {
    return target.equals(Lab.CHAINING) ? List.of("i386") : List.of();
  }

  /** True if there is a noarch subpackage. */
  boolean hasDoc() {
    return name.hashCode() % 3 == 0;
  }
}
