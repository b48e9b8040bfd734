package org.reimzul.checker;

/**
 * The directory of one build.
 *
 * @param directory below the target's repository, ending in a slash
 */
record Place(boolean scratch, String target, String directory) {}
