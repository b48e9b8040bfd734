package org.reimzul.worker.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.Exit;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.worker.builder.BuildLog;
import org.reimzul.worker.builder.InfrastructureException;
import org.reimzul.worker.builder.Orphans;

/** Calls rsync for a try. Thread-safe. */
final class Rsync {
  /** What rsync's exit codes mean, as far as they help a person. */
  private static final Map<Integer, String> MEANING =
      Map.ofEntries(
          Map.entry(1, "it was called wrongly, or the other side refuses an option"),
          Map.entry(5, "the daemon refused, see its log"),
          Map.entry(10, "the connection failed"),
          Map.entry(11, "a file could not be read or written, perhaps a full disk"),
          Map.entry(12, "the connection broke"),
          Map.entry(20, "it was interrupted"),
          Map.entry(23, "only a part was sent, perhaps a full disk"),
          Map.entry(24, "a file vanished"),
          Map.entry(30, "the daemon was silent"),
          Map.entry(35, "the daemon did not answer"),
          Map.entry(127, "it is not installed"),
          Map.entry(137, "it was killed"));

  private final ProcessRunner runner = new ProcessRunner();

  /**
   * Sends as these arguments say.
   *
   * @param attempt directory of the try, for rsync's own output
   * @throws InfrastructureException when rsync didn't end with 0
   */
  void run(Path attempt, Heartbeat beat, List<String> arguments)
      throws IOException, InterruptedException {
    Path output = attempt.resolve("rsync.log");
    Files.deleteIfExists(output);
    List<String> argv = new ArrayList<>(List.of("rsync", "-rt", "--timeout=60", "--contimeout=15"));
    argv.addAll(arguments);
    Command command = Command.of(argv).unlimited().with(Orphans.MARK, attempt.toString());
    Exit exit = runner.run(command, output, beat);
    if (!exit.ok()) {
      String said =
          BuildLog.read(output)
              .first(line -> line.contains("rsync: ") || line.startsWith("@ERROR"))
              .orElse("it gave no reason");
      String meaning = MEANING.getOrDefault(exit.code(), "see its manual page");
      throw new InfrastructureException("rsync: " + exit + " (" + meaning + "): " + said);
    }
  }
}
