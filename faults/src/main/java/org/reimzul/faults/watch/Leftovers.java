package org.reimzul.faults.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.reimzul.core.job.Json;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.lab.Volume;

/** What a farm leaves behind that was to come to rest and was stopped in good order. */
public final class Leftovers {
  private final Lab lab;
  private final List<String[]> found = new ArrayList<>();

  /** Of this farm. */
  public Leftovers(Lab lab) {
    this.lab = lab;
  }

  /** Somebody has found something; {@code kind} is one word. */
  public void note(String kind, String what) {
    found.add(new String[] {kind, what});
  }

  /** Looks and writes; every process but this one, and the one that started it, is the farm's. */
  public void look() throws IOException {
    Path dir = lab.place().dir();
    LeftLocks.find(dir).forEach(path -> note("lock", path.toString())); // before their holders end
    processes();
    mounts();
    new LeftFiles(lab.place()).find().forEach(path -> note("file", path.toString()));
    try (Ledger ledger = new Ledger(lab.place().evidence(), "leftovers.jsonl")) {
      found.forEach(each -> ledger.add(Json.object().put("kind", each[0]).put("what", each[1])));
    }
  }

  private void processes() {
    long self = ProcessHandle.current().pid();
    ProcessHandle.allProcesses()
        .filter(process -> process.pid() != 1 && process.pid() != self)
        .filter(process -> process.info().commandLine().isPresent()) // else it is a zombie
        .forEach(
            process -> {
              note("process", process.pid() + " " + process.info().commandLine().get());
              process.destroyForcibly();
            });
  }

  private void mounts() throws IOException {
    Set<String> ours =
        Set.copyOf(lab.volumes().stream().map(Volume::path).map(Path::toString).toList());
    for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
      String point = line.split(" ", 6)[4];
      boolean node = point.startsWith(lab.place().dir().resolve("machines").toString());
      if (point.startsWith(lab.place().dir() + "/") && !ours.contains(point) && !node) {
        note("mount", point);
      }
    }
  }
}
