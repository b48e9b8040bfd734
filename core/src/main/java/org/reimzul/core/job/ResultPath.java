package org.reimzul.core.job;

/**
 * Where a result lies in its target's repository, as the original lays it out: the repodata, the
 * links in mails and the directories of an original bstore all have this form.
 */
public final class ResultPath {
  private ResultPath() {}

  /** {@code <pkgname>/<timestamp>/<evr>.<arch>}; every part has passed its grammar. */
  public static String of(String pkgname, String timestamp, String evr, String arch) {
    return pkgname + "/" + timestamp + "/" + evr + "." + arch;
  }

  /** The place that a result names. */
  public static String of(BuildEvent result) {
    return of(result.pkgname(), result.timestamp(), result.evr(), result.job().arch());
  }
}
