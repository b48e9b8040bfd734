package org.reimzul.checker;

/** The ends that the record knows; every other state is none. */
enum State {
  PUBLISHED,
  SIGNED,
  WITHDRAWN,
  FAILED,
  SKIPPED,
  CANCELED;

  /** Which of the ends that exclude one another it belongs to. */
  State end() {
    return this == SIGNED || this == WITHDRAWN ? PUBLISHED : this;
  }

  /** The status that it was announced with; empty for an end that isn't announced as a result. */
  String status() {
    return switch (end()) {
      case PUBLISHED -> Result.SUCCESS;
      case FAILED -> Result.FAILED;
      default -> "";
    };
  }
}
