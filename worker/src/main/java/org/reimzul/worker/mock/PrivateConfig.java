package org.reimzul.worker.mock;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A configuration directory for one try, in which the farm's words have their values. Files keep
 * their times: mock throws its root cache away for a newer mock.cfg.
 */
final class PrivateConfig {
  /** Its configuration's file name. */
  static final String FILE = "mock.cfg";

  private static final List<String> BESIDE = List.of("site-defaults.cfg", "logging.ini");
  private static final String INCLUDED = "templates";

  private final String bstore;

  /**
   * @param bstore what stands for {@code http://repohost}
   */
  PrivateConfig(URI bstore) {
    String text = bstore.toString();
    // inside a Python string an apostrophe could end it; in a URL it can be escaped
    this.bstore =
        (text.endsWith("/") ? text.substring(0, text.length() - 1) : text).replace("'", "%27");
  }

  /** Writes it into {@code to}, which is made. */
  void write(Configuration from, Path to) throws IOException {
    Files.createDirectories(to);
    String text =
        Files.readString(from.file(), StandardCharsets.UTF_8)
            .replace("http://repohost", bstore)
            .replace("TARGETNAME", from.root());
    Path file = to.resolve(FILE);
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, Files.getLastModifiedTime(from.file()));
    for (String name : BESIDE) {
      Path source = from.directory().resolve(name);
      if (Files.exists(source)) {
        Files.copy(source, to.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Path included = from.directory().resolve(INCLUDED);
    if (Files.isDirectory(included)) {
      Files.createSymbolicLink(to.resolve(INCLUDED), included.toRealPath());
    }
  }
}
