package org.reimzul.checker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Has the program rpmkeys compare the digests that RPMs carry. */
final class RpmKeys implements RpmCheck {
  /** One run's files: a command line has room for so many. */
  private static final int BATCH = 200;

  @Override
  public Set<Path> damaged(Collection<Path> files) throws IOException, InterruptedException {
    List<Path> all = new ArrayList<>(files);
    Set<Path> damaged = new HashSet<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Path> some = all.subList(from, Math.min(from + BATCH, all.size()));
      List<String> said = run(some);
      for (Path file : some) {
        // of a file that is no RPM it writes the name and no end of the line
        if (said.stream().noneMatch(line -> line.endsWith(file + ": digests OK"))) {
          damaged.add(file);
        }
      }
    }
    return damaged;
  }

  private static List<String> run(List<Path> files) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>(List.of("rpmkeys", "--checksig", "--nosignature", "--"));
    files.forEach(file -> argv.add(file.toString()));
    var builder = new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out.lines().toList();
  }
}
