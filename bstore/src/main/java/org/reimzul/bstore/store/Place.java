package org.reimzul.bstore.store;

import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.job.ResultPath;
import org.reimzul.core.job.Timestamp;

/**
 * Where a result stands: {@code <target>/<pkgname>/<timestamp>/<evr>.<arch>} below {@code repo}, or
 * below {@code scratch}. Every part is checked by its grammar, so that no path leads out.
 *
 * @param timestamp {@code YYYYmmddHHMMSS}, a real date
 */
public record Place(
    boolean scratch, String target, String pkgname, String timestamp, String evr, String arch) {
  /** Checks every part; {@link IllegalArgumentException} names the bad one. */
  public Place {
    Grammar.target(target);
    Grammar.packageName(pkgname);
    Grammar.timestamp(timestamp);
    Grammar.evr(evr);
    Grammar.arch(arch);
    Timestamp.parse(timestamp);
  }

  /** The place that a result asks for. */
  public static Place of(BuildEvent result) {
    return new Place(
        result.job().scratch(),
        result.job().target(),
        result.pkgname(),
        result.timestamp(),
        result.evr(),
        result.job().arch());
  }

  /** One second later, for when this one is taken. */
  public Place next() {
    String later = Timestamp.of(Timestamp.parse(timestamp).plusSeconds(1));
    return new Place(scratch, target, pkgname, later, evr, arch);
  }

  /** Where an original worker puts this: below {@code repo} whatever it is. */
  public Place uploadedAt(String told) {
    return new Place(false, target, pkgname, told, evr, arch);
  }

  /** Relative to the target's repository, as repodata names it. */
  public String inRepository() {
    return ResultPath.of(pkgname, timestamp, evr, arch);
  }

  /** Relative to bstore's root. */
  public String path() {
    return (scratch ? "scratch/" : "repo/") + target + "/" + inRepository();
  }
}
