package org.reimzul.core.rpm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.reimzul.core.job.Nevra;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.core.process.ProgramFailedException;

/** Asks {@code rpm} about files. Needs no rpm database. Thread-safe. */
public final class RpmFiles {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final String FORMAT =
      "%{NAME}\\n%{EPOCHNUM}\\n%{VERSION}\\n%{RELEASE}\\n%{ARCH}\\n%{SOURCEPACKAGE}\\n"
          + "[%{EXCLUSIVEARCH} ]\\n[%{EXCLUDEARCH} ]\\n";

  private static final String NO_DATABASE = "/dev/null/none"; // can never be made
  private static final byte[] MAGIC = {(byte) 0xed, (byte) 0xab, (byte) 0xee, (byte) 0xdb};
  private static final int FIRST_SIGNAL = 128;

  private final ProcessRunner runner = new ProcessRunner();

  /**
   * Reads the header.
   *
   * @throws RpmException when it is not an RPM, or its header is damaged
   */
  public RpmHeader header(Path file) throws IOException, InterruptedException {
    String printed =
        ask(file, "rpm", "-qp", "--nosignature", "--nodigest", "--queryformat", FORMAT);
    List<String> lines = printed.lines().toList();
    if (lines.size() < 6) {
      throw new IOException(file.getFileName() + ": rpm printed no header"); // is /tmp full?
    }
    boolean source = lines.get(5).equals("1");
    try {
      var nevra =
          Nevra.parse(
              lines.get(0)
                  + "-"
                  + lines.get(1)
                  + ":"
                  + lines.get(2)
                  + "-"
                  + lines.get(3)
                  + "."
                  + (source ? "src" : lines.get(4)));
      return new RpmHeader(nevra, words(lines, 6), words(lines, 7));
    } catch (IllegalArgumentException e) {
      throw new RpmException(file.getFileName() + ": " + e.getMessage());
    }
  }

  /**
   * Recomputes header and payload digests, so that a truncated or altered file is found. Signatures
   * are not looked at.
   *
   * @throws RpmException when the file is not whole
   */
  public void verifyDigests(Path file) throws IOException, InterruptedException {
    requireMagic(file); // its reason says more than the one below
    try {
      ask(
          file,
          "rpmkeys",
          "--dbpath",
          NO_DATABASE,
          "--define",
          "_pkgverify_level digest",
          "--checksig",
          "--nosignature");
    } catch (RpmException e) { // rpmkeys says no more than "NOT OK", on stdout
      throw new RpmException(file.getFileName() + " is not a whole RPM: its digests do not match");
    }
  }

  /** Without its magic number rpm would take a file as a list of other files' names. */
  private static void requireMagic(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new RpmException(file.getFileName() + " is not an RPM");
      }
    }
  }

  private String ask(Path file, String... argv) throws IOException, InterruptedException {
    requireMagic(file);
    List<String> command =
        Stream.concat(Stream.of(argv), Stream.of("--", file.toAbsolutePath().toString())).toList();
    try {
      return runner.capture(Command.of(command).within(LIMIT));
    } catch (ProgramFailedException e) {
      if (e.exit().timedOut() || e.exit().code() >= FIRST_SIGNAL) {
        throw e; // killed: that says nothing of the file
      }
      throw new RpmException(file.getFileName() + " is not a whole RPM: " + e.getMessage());
    }
  }

  private static List<String> words(List<String> lines, int index) {
    return index < lines.size()
        ? Stream.of(lines.get(index).split(" ", -1))
            .filter(w -> !w.isBlank() && !w.equals("(none)"))
            .toList()
        : List.of();
  }
}
