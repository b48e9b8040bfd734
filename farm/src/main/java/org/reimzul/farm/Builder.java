package org.reimzul.farm;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the farm's worker builds, as lines of its configuration.
 *
 * @param worker lines of {@code [worker]}
 * @param target lines of the target
 * @param isolated whether BuildRequires are installed in a root of the build's own
 */
record Builder(String worker, String target, boolean isolated) {
  /** On this machine, without isolation. */
  static Builder rpmbuild() {
    return new Builder("builder = rpmbuild\n", "", false);
  }

  /** In mock, with a configuration file, or one of the installed configurations by name. */
  static Builder mock(String config) {
    Path file = Path.of(config).toAbsolutePath();
    if (!Files.isRegularFile(file)) {
      return new Builder("builder = mock\n", "mock_config = " + config + "\n", true);
    }
    String name = file.getFileName().toString().replaceAll("\\.cfg$", "");
    return new Builder(
        "builder = mock\nmock_config_dir = " + file.getParent() + "\n",
        "mock_config = " + name + "\n",
        true);
  }
}
