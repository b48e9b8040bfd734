package org.reimzul.checker;

import java.util.Optional;

/**
 * One broken promise.
 *
 * @param kind which promise
 * @param build whose; empty where no build can be named
 * @param text one line for a person
 */
public record Finding(Kind kind, Optional<String> build, String text) {
  /** What is promised: none of these. */
  public enum Kind {
    /** A submitter was promised an end that isn't there, or isn't everywhere it belongs. */
    LOST,
    /** Two ends of one build, or two of what there must be one of. */
    TWICE,
    /** Something that nobody asked for, or the wrong thing. */
    UNEXPECTED,
    /** A reader of a repository failed while the farm ran. */
    READER_FAILURE,
    /** Something outlived the farm. */
    LEFTOVER
  }

  static Finding lost(String build, String text) {
    return new Finding(Kind.LOST, Optional.of(build), text);
  }

  static Finding twice(String build, String text) {
    return new Finding(Kind.TWICE, Optional.of(build), text);
  }

  static Finding unexpected(String build, String text) {
    return new Finding(Kind.UNEXPECTED, Optional.of(build), text);
  }

  static Finding of(Kind kind, String text) {
    return new Finding(kind, Optional.empty(), text);
  }

  @Override
  public String toString() {
    return kind + " " + build.map(id -> "build " + id + ": ").orElse("") + text;
  }
}
