package org.reimzul.worker.build;

/** How results come to bstore: {@code [worker] upload}. */
public enum UploadWay {
  /** With a manifest, to a bstore that commits and announces them. */
  REIMZUL,
  /** Straight into the repository of a bstore that is still the original's. */
  ORIGINAL;

  /** Reads a value of the configuration. */
  public static UploadWay parse(String text) {
    return switch (text) {
      case "reimzul" -> REIMZUL;
      case "original" -> ORIGINAL;
      default -> throw new IllegalArgumentException("not reimzul or original: " + text);
    };
  }
}
