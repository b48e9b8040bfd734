package org.reimzul.faults.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.reimzul.testkit.Programs;

/**
 * A machine of the lab: a network namespace with a cable to the bridge, and a node name.
 *
 * @param name its node name
 * @param address its only address besides loopback
 * @param node the file that holds its name's namespace
 * @param cable the bridge's end of its cable
 * @param bridge where that is plugged in
 */
public record Machine(String name, String address, Path node, String cable, String bridge) {
  /** What runs a program here, in front of the program's own arguments; it keeps its process id. */
  public List<String> enter() {
    String nsenter = Programs.require("nsenter").toString();
    return List.of(nsenter, "--net=/run/netns/" + name, "--uts=" + node, "--");
  }

  /** The link goes down: nothing is sent or received, and the machine can know. */
  public void linkDown() throws IOException, InterruptedException {
    Tool.run("ip", "link", "set", cable, "down");
  }

  /** Ends {@link #linkDown}. */
  public void linkUp() throws IOException, InterruptedException {
    Tool.run("ip", "link", "set", cable, "up");
  }

  /** Everything sent is dropped on the way; nobody is told. */
  public void unplug() throws IOException, InterruptedException {
    Tool.run("ip", "link", "set", cable, "nomaster");
  }

  /** Ends {@link #unplug}. */
  public void plug() throws IOException, InterruptedException {
    Tool.run("ip", "link", "set", cable, "master", bridge);
  }
}
