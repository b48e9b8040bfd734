package org.reimzul.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The processes of one session (setsid(2)): a server and what it started, orphans included. */
final class Session {
  private static final int SESSION_FIELD = 3; // after the command's name: state ppid pgrp session

  private Session() {}

  /** SIGKILL to every process of the session, and waits until none is left. */
  static void kill(long session) {
    Await.until(
        Duration.ofSeconds(10),
        "the processes of session " + session + " to end",
        () -> {
          List<ProcessHandle> left = members(session);
          left.forEach(ProcessHandle::destroyForcibly);
          return left.isEmpty();
        });
  }

  private static List<ProcessHandle> members(long session) throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
          .filter(entry -> sessionOf(entry) == session)
          .flatMap(
              entry -> ProcessHandle.of(Long.parseLong(entry.getFileName().toString())).stream())
          .toList();
    }
  }

  private static long sessionOf(Path entry) {
    try {
      String stat = Files.readString(entry.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[0].equals("Z") ? -1 : Long.parseLong(fields[SESSION_FIELD]);
    } catch (IOException e) {
      return -1; // it has just ended
    }
  }
}
