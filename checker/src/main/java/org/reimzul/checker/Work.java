package org.reimzul.checker;

/** What was to be built; several builds may be of one work. */
record Work(String srpm, String target, String arch) {
  @Override
  public String toString() {
    return srpm + " for " + arch + " in " + target;
  }
}
