package org.reimzul.core.rpm;

import java.util.List;
import org.reimzul.core.job.Nevra;

/**
 * What we use of an RPM's header.
 *
 * @param nevra its arch is {@code src} for a source package
 * @param exclusiveArch empty unless the package names the arches that it builds on
 * @param excludeArch arches that it doesn't build on
 */
public record RpmHeader(Nevra nevra, List<String> exclusiveArch, List<String> excludeArch) {
  /** {@code version-release}, the original's evr. */
  public String evr() {
    return nevra.version() + "-" + nevra.release();
  }
}
