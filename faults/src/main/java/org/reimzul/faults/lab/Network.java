package org.reimzul.faults.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bridge with machines on it, in the network namespace of the lab. */
public final class Network {
  /** The lab's own address on the bridge. */
  public static final String LAB = "10.99.0.1";

  private static final String BRIDGE = "rz0";

  private final Path dir;
  private int machines = 10;

  /** Makes the bridge; node names are kept in {@code dir}. */
  public Network(Path dir) throws IOException, InterruptedException {
    this.dir = Files.createDirectories(dir);
    Tool.run("ip", "link", "set", "lo", "up");
    Tool.run("ip", "link", "add", BRIDGE, "type", "bridge");
    Tool.run("ip", "addr", "add", LAB + "/24", "dev", BRIDGE);
    Tool.run("ip", "link", "set", BRIDGE, "up");
  }

  /** Adds a machine of this name. */
  public Machine add(String name) throws IOException, InterruptedException {
    String address = "10.99.0." + machines++;
    Path node = Files.createFile(dir.resolve(name + ".uts"));
    Tool.run("unshare", "--uts=" + node, "hostname", name);
    String link = "v-" + name;
    Tool.run("ip", "netns", "add", name);
    Tool.run("ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", name);
    Tool.run("ip", "link", "set", link, "master", BRIDGE, "up");
    Tool.run("ip", "-n", name, "addr", "add", address + "/24", "dev", "eth0");
    Tool.run("ip", "-n", name, "link", "set", "eth0", "up");
    Tool.run("ip", "-n", name, "link", "set", "lo", "up");
    return new Machine(name, address, node, link, BRIDGE);
  }
}
