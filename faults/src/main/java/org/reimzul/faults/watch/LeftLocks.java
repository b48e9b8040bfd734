package org.reimzul.faults.watch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Files that somebody has a lock on. */
final class LeftLocks {
  private LeftLocks() {}

  /** Those below this directory, in order. */
  static List<Path> find(Path dir) throws IOException {
    List<String> locked =
        Files.readAllLines(Path.of("/proc/locks")).stream()
            .map(line -> line.replaceAll(".* ([0-9a-f]+:[0-9a-f]+:[0-9]+) .*", "$1"))
            .toList();
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        dir,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes any) {
            if (locked.contains(inode(file))) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE; // by who should have ended
          }
        });
    return found.stream().sorted().toList();
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
}
