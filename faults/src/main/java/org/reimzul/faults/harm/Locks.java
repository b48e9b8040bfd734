package org.reimzul.faults.harm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who holds which file locks, as the kernel lists them. */
final class Locks {
  /** As {@code 1: POSIX ADVISORY WRITE 4711 00:2f:815 0 EOF}; those who wait have an arrow. */
  private static final Pattern HELD =
      Pattern.compile("\\d+: POSIX +ADVISORY +WRITE +(\\d+) [0-9a-f]+:[0-9a-f]+:(\\d+) .*");

  private final Path list;

  /** Of the processes that we see. */
  Locks() {
    this(Path.of("/proc/locks"));
  }

  Locks(Path list) {
    this.list = list;
  }

  /** The inodes of the files that a process has locked. */
  Set<Long> of(long pid) {
    Set<Long> held = new HashSet<>();
    try {
      for (String line : Files.readAllLines(list)) {
        Matcher lock = HELD.matcher(line);
        if (lock.matches() && Long.parseLong(lock.group(1)) == pid) {
          held.add(Long.parseLong(lock.group(2)));
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return held;
  }
}
