package org.reimzul.controller.order;

/**
 * What a build that another one waits for has come to.
 *
 * @param kind whether the other one may start, never will, or waits on
 * @param word the state, for people
 */
record Standing(Kind kind, String word) {
  enum Kind {
    /** Its packages can be installed from the repository. */
    PUBLISHED,
    /** It has an end, and not that one. */
    ENDED_OTHERWISE,
    /** It has no end yet, or nobody can tell. */
    OPEN,
    /** The record, which knows who waits for it, doesn't know it. */
    UNKNOWN
  }

  static Standing published() {
    return new Standing(Kind.PUBLISHED, "PUBLISHED");
  }

  static Standing endedOtherwise(String word) {
    return new Standing(Kind.ENDED_OTHERWISE, word);
  }

  static Standing open(String word) {
    return new Standing(Kind.OPEN, word);
  }

  static Standing unknown() {
    return new Standing(Kind.UNKNOWN, "not known");
  }
}
