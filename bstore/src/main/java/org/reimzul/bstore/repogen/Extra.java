package org.reimzul.bstore.repogen;

/** Metadata that an administrator may give to a target, besides that of its packages. */
enum Extra {
  /** Groups of packages. */
  COMPS("comps.xml", "group"),
  /** Module streams. */
  MODULES("modules.yaml", "modules"),
  /** Advisories. */
  UPDATEINFO("updateinfo.xml", "updateinfo");

  private final String file;
  private final String type;

  Extra(String file, String type) {
    this.file = file;
    this.type = type;
  }

  /** The file's name. */
  String file() {
    return file;
  }

  /** What repomd.xml calls it. */
  String type() {
    return type;
  }
}
