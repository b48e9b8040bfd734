package org.reimzul.worker.source;

import org.reimzul.core.job.Grammar;

/**
 * What a source package's file name says; its header was found to say the same.
 *
 * @param evr version-release
 */
public record SrpmName(String pkgname, String evr) {
  /** Reads {@code NAME-VERSION-RELEASE.src.rpm}; IllegalArgumentException for anything else. */
  public static SrpmName of(String srpm) {
    String stem = Grammar.srpm(srpm).substring(0, srpm.length() - ".src.rpm".length());
    int dash = stem.lastIndexOf('-', stem.lastIndexOf('-') - 1);
    return new SrpmName(stem.substring(0, dash), stem.substring(dash + 1));
  }
}
