package org.reimzul.core.process;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;

/** Runs one program at a time to its end. Thread-safe: it has no state. */
public final class ProcessRunner {
  private static final Duration BEAT = Duration.ofMillis(500);

  /**
   * Runs a program; its output (both streams) is appended to a file as it comes. The heartbeat is
   * asked while it runs, and once more after its end.
   *
   * @throws IOException if it cannot be started, or as {@code heartbeat} says
   * @throws InterruptedException when the waiting thread is interrupted; the program and its
   *     descendants are stopped first
   */
  public Exit run(Command command, Path output, Heartbeat heartbeat)
      throws IOException, InterruptedException {
    return run(command, output, output, heartbeat);
  }

  /** The same with a file for each stream. */
  public Exit run(Command command, Path stdout, Path stderr, Heartbeat heartbeat)
      throws IOException, InterruptedException {
    return await(start(command, stdout, stderr), command.limit(), heartbeat);
  }

  private static Process start(Command command, Path stdout, Path stderr) throws IOException {
    var builder = prepare(command).redirectOutput(Redirect.appendTo(stdout.toFile()));
    if (stdout.equals(stderr)) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(Redirect.appendTo(stderr.toFile()));
    }
    return builder.start();
  }

  private static ProcessBuilder prepare(Command command) {
    var builder =
        new ProcessBuilder(command.argv())
            .directory(command.workDir().toFile())
            .redirectInput(new File("/dev/null"));
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    return builder;
  }

  private static Exit await(Process process, Duration limit, Heartbeat heartbeat)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try {
      while (!process.waitFor(BEAT.toMillis(), MILLISECONDS)) {
        heartbeat.beat();
        if (System.nanoTime() - start > limit.toNanos()) {
          return new Exit(-1, true);
        }
      }
      heartbeat.beat(); // we may have slept while it ended: is the work still ours?
      return new Exit(process.exitValue(), false);
    } finally {
      ProcessTree.stop(process.toHandle());
    }
  }

  /**
   * Runs a short program and returns what it printed on stdout, as UTF-8.
   *
   * @throws ProgramFailedException unless it ends 0 within its limit; the message ends in the first
   *     line that it printed on stderr
   */
  public String capture(Command command) throws IOException, InterruptedException {
    // through pipes: a file would be left behind by whoever is killed while the program runs
    Process process = prepare(command).start();
    try (Printed printed = Printed.by(process.getInputStream());
        Printed said = Printed.by(process.getErrorStream())) {
      Exit exit = await(process, command.limit(), Heartbeat.NONE);
      if (!exit.ok()) {
        throw new ProgramFailedException(command.program(), exit, firstLine(said.text()));
      }
      return printed.text();
    }
  }

  private static String firstLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("").strip();
  }
}
