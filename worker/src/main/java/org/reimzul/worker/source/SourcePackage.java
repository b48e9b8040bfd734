package org.reimzul.worker.source;

import java.nio.file.Path;
import org.reimzul.core.rpm.RpmHeader;

/**
 * A source package that was fetched and checked.
 *
 * @param header what it says of itself
 */
public record SourcePackage(Path file, RpmHeader header) {}
