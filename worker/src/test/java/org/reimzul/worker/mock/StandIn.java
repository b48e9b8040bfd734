package org.reimzul.worker.mock;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The program of the test resources that behaves as mock was measured to. */
final class StandIn implements TestMock {
  @Override
  public String program(Path dir) throws IOException {
    Path script = dir.resolve("mock");
    if (Files.notExists(script)) {
      try (InputStream in = StandIn.class.getResourceAsStream("/mock/stand-in")) {
        Files.copy(Objects.requireNonNull(in), script);
      }
      Files.setPosixFilePermissions(script, fromString("rwxr-xr-x"));
    }
    return script.toString();
  }

  @Override
  public void configure(Path configs, Path dir) throws IOException {
    configure(configs, dir, TARGET);
  }

  /** Puts it into {@code home} and configurations for el9.x86_64 into {@code configs}. */
  static String install(Path home, Path configs) throws IOException {
    Files.createDirectories(home);
    configure(configs, home, "el9.x86_64");
    return new StandIn().program(home);
  }

  private static void configure(Path configs, Path dir, String target) throws IOException {
    Files.createDirectories(configs);
    for (String name : List.of("site-defaults.cfg", "logging.ini")) {
      Files.writeString(configs.resolve(name), "");
    }
    Files.writeString(
        configs.resolve(target + ".cfg"),
        """
        config_opts['root'] = 'TARGETNAME'
        config_opts['basedir'] = '%s'
        config_opts['cache_topdir'] = '%s'
        config_opts['target_arch'] = 'x86_64'
        config_opts['dnf.conf'] = '[main]\\n'
        """
            .formatted(dir.resolve("basedir"), dir.resolve("basedir/cache")));
  }

  @Override
  public Path rootCache(String root, Path dir) {
    return dir.resolve("basedir/cache").resolve(root).resolve("root_cache/cache.tar.gz");
  }
}
