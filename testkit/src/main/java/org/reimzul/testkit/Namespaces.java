package org.reimzul.testkit;

import java.io.IOException;
import java.util.List;

/** Whether this machine lets us make namespaces and mount disks; containers often don't. */
public final class Namespaces {
  private Namespaces() {}

  /** True if a program can be given a network, processes and mounts of its own. */
  public static boolean allowed() {
    List<String> command =
        List.of(
            Programs.require("unshare").toString(),
            "--net",
            "--mount",
            "--uts",
            "--ipc",
            "--pid",
            "--fork",
            Programs.require("mount").toString(),
            "-t",
            "tmpfs",
            "tmpfs",
            "/mnt");
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
