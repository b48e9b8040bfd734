package org.reimzul.worker.gitsource;

import java.nio.file.Path;
import org.reimzul.core.rpm.RpmHeader;

/**
 * A source package that was made here.
 *
 * @param file its name is what its header says
 */
public record MadeSource(Path file, RpmHeader header) {
  /** Its name. */
  public String srpm() {
    return file.getFileName().toString();
  }
}
