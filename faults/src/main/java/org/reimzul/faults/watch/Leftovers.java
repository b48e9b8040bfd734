package org.reimzul.faults.watch;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.Json;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.lab.Volume;

/** Looks for what outlives a farm that was stopped in good order. */
public final class Leftovers {
  private final Lab lab;
  private final List<String[]> found = new ArrayList<>();

  /** Of this farm. */
  public Leftovers(Lab lab) {
    this.lab = lab;
  }

  /** Looks; every process but this one, and the one that started it, is the farm's. */
  public int look() throws IOException {
    processes();
    mounts();
    locks();
    files();
    try (Ledger ledger = new Ledger(lab.place().evidence(), "leftovers.jsonl")) {
      found.forEach(each -> ledger.add(Json.object().put("kind", each[0]).put("what", each[1])));
    }
    return found.size();
  }

  private void add(String kind, String what) {
    found.add(new String[] {kind, what});
  }

  private void processes() {
    long self = ProcessHandle.current().pid();
    ProcessHandle.allProcesses()
        .filter(process -> process.pid() != 1 && process.pid() != self)
        .filter(process -> process.info().commandLine().isPresent()) // else it is a zombie
        .forEach(
            process -> {
              add("process", process.pid() + " " + process.info().commandLine().get());
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
        add("mount", point);
      }
    }
  }

  private void locks() throws IOException {
    List<String> locked = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("/proc/locks"))) {
      locked.add(line.replaceAll(".* ([0-9a-f]+:[0-9a-f]+:[0-9]+) .*", "$1"));
    }
    every(
        "lock",
        lab.place().dir(),
        8,
        path -> Files.isRegularFile(path) && locked.contains(inode(path)));
  }

  /** Device and number of a file as /proc/locks writes them. */
  private static String inode(Path path) {
    try {
      long dev = (long) Files.getAttribute(path, "unix:dev");
      long major = (dev >> 8) & 0xfff;
      long minor = (dev & 0xff) | ((dev >> 12) & 0xfff00);
      return "%02x:%02x:%s".formatted(major, minor, Files.getAttribute(path, "unix:ino"));
    } catch (IOException e) {
      return "gone";
    }
  }

  private void files() throws IOException {
    Path bstore = lab.place().bstore();
    for (String dir : List.of("incoming", "work", "state/outbox", "quarantine")) {
      every(bstore.resolve(dir), 1, path -> !path.getFileName().toString().startsWith("."));
    }
    every(bstore, 6, path -> path.getFileName().toString().matches("\\..*(part|new|XXXXXX)"));
    every(bstore.resolve("repo"), 2, path -> path.endsWith(".repodata"));
    every(lab.place().incoming(), 1, path -> path.getFileName().toString().startsWith("."));
    for (String machine : List.of("alpha", "beta")) {
      every(lab.place().work(machine), 2, Leftovers::isAttempt);
    }
    every(lab.place().temporary(), 1, path -> true);
  }

  private static boolean isAttempt(Path path) {
    try {
      AttemptId.parse(path.getFileName().toString());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void every(Path dir, int depth, Predicate<Path> wrong) throws IOException {
    every("file", dir, depth, wrong);
  }

  private void every(String kind, Path dir, int depth, Predicate<Path> wrong) throws IOException {
    if (Files.notExists(dir)) {
      return;
    }
    try (Stream<Path> paths = Files.find(dir, depth, (path, is) -> true, new FileVisitOption[0])) {
      paths.filter(path -> !path.equals(dir)).filter(wrong).forEach(p -> add(kind, p.toString()));
    }
  }
}
