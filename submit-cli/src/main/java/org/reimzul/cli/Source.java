package org.reimzul.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A source package that was checked.
 *
 * @param name its file name in incoming
 * @param sha256 empty where the file could not be seen from here
 * @param toPlace the file that has to be put into incoming first; empty when it is there
 */
record Source(String name, Optional<String> sha256, Optional<Path> toPlace) {}
