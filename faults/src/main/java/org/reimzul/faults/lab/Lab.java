package org.reimzul.faults.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that a farm consists of, on six machines; not started yet. */
public final class Lab {
  /**
   * The farm's targets, each with an arch as on the wire. The third refuses what it has already;
   * the fourth chains i386.
   */
  public static final List<String> TARGETS =
      List.of("f1.x86_64", "f2.x86_64", "f3.x86_64", "f4.x86_64");

  /** The one that chains i386. */
  public static final String CHAINING = TARGETS.get(3);

  /** The queue's port; clients of the farm use the one in front of it. */
  public static final int QUEUE_PORT = 11300;

  /** The controller's, on the lab's address. */
  public static final int WEB_PORT = 11080;

  /** The broker's. */
  public static final int BROKER_PORT = 1883;

  private final Place place;
  private final Path dist;
  private final Configs configs;
  private final Map<String, Machine> machines = new LinkedHashMap<>();
  private final Map<String, Role> roles = new LinkedHashMap<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Volume> volumes = new ArrayList<>();
  private final Shape shape;

  /** Makes machines, disks and links. */
  public Lab(Place place, Path dist, Shape shape) throws IOException, InterruptedException {
    this.place = place;
    this.dist = dist;
    this.shape = shape;
    this.configs = new Configs(place, dist, shape.attempts(), shape.own());
    var network = new Network(place.dir().resolve("machines"));
    for (String name : List.of("queue", "broker", "control", "store", "alpha", "beta")) {
      machines.put(name, network.add(name));
    }
    volumes.add(Volume.mount("bstore", place.bstore(), shape.bstoreMebibytes()));
    for (String builder : List.of("alpha", "beta")) {
      volumes.add(Volume.mount("work of " + builder, place.work(builder), 320));
    }
    java.nio.file.Files.createDirectories(place.bstore().resolve("incoming"));
    link("beanstalkd", QUEUE_PORT, "queue");
    link("mosquitto", BROKER_PORT, "broker");
    link("mosquitto over TLS", Afar.PORT, "broker");
    link("incoming", WEB_PORT, "control");
    link("commits", 11081, "store");
    link("rsync", 11874, "store");
    configs.mock(TARGETS);
    configs.comps("f1");
    new Roster(place, dist, shape, configs, machines).all().forEach(this::put);
  }

  private void put(Role role) {
    roles.put(role.name(), role);
  }

  private void link(String name, int port, String machine) throws IOException {
    links.add(new Link(name, port, machines.get(machine)));
  }

  /** Takes disks and machines away. */
  public void dismantle() throws IOException, InterruptedException {
    for (Volume volume : volumes) {
      volume.unmount();
    }
    for (Machine machine : machines.values()) {
      Tool.run("umount", machine.node().toString());
    }
  }

  /** What commands have in their environment, besides ours. */
  public Map<String, String> commandEnvironment() {
    String temporary = place.temporary().toString();
    String options = "-XX:-UsePerfData -Djava.io.tmpdir=" + temporary + " " + shape.javaOptions();
    return Map.of("TMPDIR", temporary, "REIMZUL_JAVA_OPTS", options);
  }

  /** A program of the distribution. */
  public Path command(String name) {
    return dist.resolve("bin").resolve(name);
  }

  /** For commands, which run in the lab. */
  public Path ini() {
    return place.conf("reimzul.ini");
  }

  /** A configuration of the farm's with more of its own. */
  public Path ini(String name, String own) throws IOException {
    return configs.ini(name, own);
  }

  /** Where everything is. */
  public Place place() {
    return place;
  }

  /** By name. */
  public Machine machine(String name) {
    return machines.get(name);
  }

  /** All machines. */
  public List<Machine> machines() {
    return List.copyOf(machines.values());
  }

  /** Servers first, in the order in which to start them. */
  public List<Role> roles() {
    return List.copyOf(roles.values());
  }

  /** By name. */
  public Role role(String name) {
    return roles.get(name);
  }

  /** The ports in front of servers. */
  public List<Link> links() {
    return List.copyOf(links);
  }

  /** The small disks. */
  public List<Volume> volumes() {
    return List.copyOf(volumes);
  }
}
