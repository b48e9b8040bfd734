package org.reimzul.checker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Compressed files; gzip is the JDK's, for the others their own programs are run. */
final class Unpacked {
  private static final Map<String, String> PROGRAMS =
      Map.of("zst", "zstd", "xz", "xz", "bz2", "bzip2");

  private Unpacked() {}

  /** The contents of a file, unpacked as its {@code name} tells. */
  static InputStream open(Path file, String name) throws IOException, InterruptedException {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    if (ending.equals("gz")) {
      return new GZIPInputStream(Files.newInputStream(file));
    }
    return PROGRAMS.containsKey(ending)
        ? run(List.of(PROGRAMS.get(ending), "-dc", "--", file.toString()))
        : Files.newInputStream(file);
  }

  private static InputStream run(List<String> argv) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    byte[] out = process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", argv) + " failed");
    }
    return new ByteArrayInputStream(out);
  }
}
