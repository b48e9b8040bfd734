package org.reimzul.checker;

/**
 * What a file name {@code name-version-release.arch.rpm} says; parts that aren't there are empty.
 *
 * @param evr version-release
 */
record RpmName(String name, String evr, String arch) {
  static RpmName ofFile(String file) {
    String stem = file.endsWith(".rpm") ? file.substring(0, file.length() - 4) : file;
    int arch = stem.lastIndexOf('.');
    int release = stem.lastIndexOf('-');
    int version = release < 0 ? -1 : stem.lastIndexOf('-', release - 1);
    if (version < 0 || arch < release) {
      return new RpmName(stem, "", "");
    }
    return new RpmName(
        stem.substring(0, version), stem.substring(version + 1, arch), stem.substring(arch + 1));
  }
}
