package org.reimzul.faults.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.reimzul.faults.lab.Lab;

/** The farm's command {@code reimzul}, as a person types it. Thread-safe. */
public final class Commands {
  private static final int LIMIT_SECONDS = 90;

  private final Lab lab;

  /** For this farm. */
  public Commands(Lab lab) {
    this.lab = lab;
  }

  /** A process that is about to print on a pipe; its complaints go to a log. */
  ProcessBuilder prepare(List<String> words) {
    List<String> argv = new ArrayList<>(List.of(lab.command("reimzul").toString()));
    argv.addAll(List.of("--config", lab.ini().toString()));
    argv.addAll(words);
    Path log = lab.place().log("commands");
    var builder =
        new ProcessBuilder(argv)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(lab.commandEnvironment());
    return builder;
  }

  /** Runs one to its end; returns its exit code. */
  public int run(String... words) throws IOException, InterruptedException {
    Path log = lab.place().log("commands");
    Process process =
        prepare(List.of(words))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }
}
