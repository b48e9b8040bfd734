package org.reimzul.worker.mock;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A configuration directory for one try: the configuration under the name {@code mock.cfg} with an
 * {@link Epilogue}, and links to all that lies beside it, since mock looks for what a configuration
 * includes in its configuration directory. Files keep their times: mock throws its root cache away
 * for a newer one.
 */
final class PrivateConfig {
  /** Its configuration's file name. */
  static final String FILE = "mock.cfg";

  private final Epilogue epilogue;

  PrivateConfig(Epilogue epilogue) {
    this.epilogue = epilogue;
  }

  /**
   * Writes it.
   *
   * @param from as the farm keeps it, absolute
   * @param root what stands for {@code TARGETNAME}
   * @param repositories of the farm, which it is to see
   * @param origin where it comes from, for people
   * @param to is made
   */
  void write(Path from, String root, List<String> repositories, String origin, Path to)
      throws IOException {
    Files.createDirectories(to);
    Path file = to.resolve(FILE);
    try (OutputStream out = Files.newOutputStream(file)) {
      Files.copy(from, out); // as it is: its comments may be in any encoding
      String more = epilogue.text(root, repositories, origin);
      out.write(more.getBytes(StandardCharsets.UTF_8));
    }
    Files.setLastModifiedTime(file, Files.getLastModifiedTime(from));
    try (Stream<Path> beside = Files.list(from.getParent())) {
      for (Path each : beside.filter(path -> !path.endsWith(FILE)).toList()) {
        Files.createSymbolicLink(to.resolve(each.getFileName()), each);
      }
    }
  }
}
