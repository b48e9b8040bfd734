package org.reimzul.worker.builder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.process.ProcessTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and ends processes of a try whose worker is gone. They are told by the try's directory,
 * which stands in their environment or in mock's arguments: process ids written down before a crash
 * may belong to somebody else by now.
 */
public final class Orphans {
  /** Set for every program that works for a try. */
  public static final String MARK = "REIMZUL_ATTEMPT_DIR";

  /** The option of mock by which its process is told: its environment can't always be read. */
  public static final String MOCK_OPTION = "--configdir=";

  private static final Logger log = LoggerFactory.getLogger(Orphans.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private Orphans() {}

  /**
   * Ends the processes of one try. While mock works as root an unprivileged worker may not signal
   * it, so this asks again and again until they are gone.
   *
   * @return false if some still run after {@code patience}
   */
  public static boolean end(Path attempt, Duration patience, Heartbeat beat)
      throws IOException, InterruptedException {
    List<ProcessHandle> left = find(attempt);
    if (left.isEmpty()) {
      return true;
    }
    log.info("ending {} processes that still work in {}", left.size(), attempt);
    long start = System.nanoTime();
    ProcessTree.stopAll(left);
    for (left = find(attempt); !left.isEmpty(); left = find(attempt)) {
      if (System.nanoTime() - start > patience.toNanos()) {
        return false;
      }
      left.forEach(ProcessHandle::destroy);
      left.forEach(ProcessHandle::destroyForcibly);
      beat.beat();
      Thread.sleep(PAUSE.toMillis());
    }
    return true;
  }

  private static List<ProcessHandle> find(Path attempt) throws IOException {
    String environment = MARK + "=" + attempt + "\0";
    String argument = MOCK_OPTION + attempt + "/";
    long self = ProcessHandle.current().pid();
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        long pid = Long.parseLong(process.getFileName().toString());
        if (pid != self
            && (holds(process.resolve("environ"), environment)
                || holds(process.resolve("cmdline"), argument))) {
          ProcessHandle.of(pid).filter(ProcessHandle::isAlive).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static boolean holds(Path file, String wanted) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains(wanted);
    } catch (IOException e) {
      return false; // it has ended meanwhile, or is another user's
    }
  }
}
