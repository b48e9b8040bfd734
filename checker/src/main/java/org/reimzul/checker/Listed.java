package org.reimzul.checker;

/**
 * A package as a repository's metadata list it.
 *
 * @param checksum of the file, with its kind before a colon
 * @param size of the file in bytes
 * @param href below the repository
 * @param sourceRpm file name of the source package; empty for a source package
 */
record Listed(
    String name,
    String epoch,
    String version,
    String release,
    String arch,
    String checksum,
    long size,
    String href,
    String sourceRpm) {
  /** Name, epoch, version, release and arch: dnf takes two of these for one. */
  String nevra() {
    return name + "-" + epoch + ":" + version + "-" + release + "." + arch;
  }

  /** Ending in a slash; empty for a file in the repository itself. */
  String directory() {
    return href.substring(0, href.lastIndexOf('/') + 1);
  }

  String file() {
    return href.substring(href.lastIndexOf('/') + 1);
  }

  /** The file name of the source package that it was built from, or is. */
  String source() {
    return sourceRpm.isEmpty() ? file() : sourceRpm;
  }
}
