package org.reimzul.worker.mock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.reimzul.worker.builder.BuildRequest;
import org.reimzul.worker.builder.Orphans;

/** Looks at this machine's processes. */
final class Mocks {
  private Mocks() {}

  /** The process of mock itself that makes a try. */
  static ProcessHandle running(BuildRequest request) {
    List<ProcessHandle> found = with(Orphans.MOCK_OPTION + Mock.configDir(request.attempt()));
    return found.stream()
        .filter(each -> each.parent().stream().noneMatch(found::contains))
        .findFirst()
        .orElseThrow();
  }

  /** True while a process with {@code text} among its arguments runs. */
  static boolean anyWith(String text) {
    return !with(text).isEmpty();
  }

  private static List<ProcessHandle> with(String text) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(each -> arguments(each).contains(text)).toList();
    }
  }

  /** The JVM leaves out what it takes for too long. */
  private static String arguments(ProcessHandle process) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline"));
      return new String(line, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // it has ended
    }
  }
}
