package org.reimzul.checker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/** Tells whole RPMs from damaged ones. */
interface RpmCheck {
  /** Those of the files that are not RPMs with all their digests right. */
  Set<Path> damaged(Collection<Path> files) throws IOException, InterruptedException;
}
