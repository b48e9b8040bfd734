package org.reimzul.worker.mock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/**
 * The mock that {@link #PROGRAM} names, with the configuration (a file, {@code site-defaults.cfg}
 * and {@code logging.ini} beside it) that {@link #CONFIG} names.
 */
final class RealMock implements TestMock {
  static final String PROGRAM = "REIMZUL_TEST_MOCK";
  static final String CONFIG = "REIMZUL_TEST_MOCK_CONFIG";

  private static final Pattern CACHES = Pattern.compile("config_opts\\['cache_topdir'] = '(.*)'");

  @Override
  public String program(Path dir) {
    return System.getenv(PROGRAM);
  }

  @Override
  public void configure(Path configs, Path dir) throws IOException {
    Path file = Path.of(Objects.requireNonNull(System.getenv(CONFIG), "needs " + CONFIG));
    Files.createDirectories(configs);
    copy(file, configs.resolve(TARGET + ".cfg"));
    for (String name : List.of("site-defaults.cfg", "logging.ini")) {
      copy(file.resolveSibling(name), configs.resolve(name));
    }
    Path templates = file.resolveSibling("templates");
    if (Files.isDirectory(templates)) {
      Files.createSymbolicLink(configs.resolve("templates"), templates);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  @Override
  public Path rootCache(String root, Path dir) throws IOException, InterruptedException {
    Path config = Path.of(System.getenv(CONFIG));
    String options =
        new ProcessRunner()
            .capture(
                Command.of(
                    System.getenv(PROGRAM),
                    "-r",
                    config.toString(),
                    "--configdir=" + config.getParent(),
                    "--debug-config"));
    Matcher caches = CACHES.matcher(options);
    Path top = Path.of(caches.find() ? caches.group(1) : "/var/cache/mock");
    try (Stream<Path> files = Files.list(top.resolve(root).resolve("root_cache"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("cache.tar"))
          .findFirst()
          .orElseThrow();
    }
  }
}
