package org.reimzul.farm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reimzul.testkit.BeanstalkServer;
import org.reimzul.testkit.MosquittoServer;
import org.reimzul.testkit.RsyncServer;
import org.reimzul.testkit.ServerProcess;

/**
 * A running farm: beanstalkd, mosquitto, an rsync daemon and our daemons, each a process of its own
 * with its log in the farm's directory. Not thread-safe.
 */
final class Farm implements AutoCloseable {
  private final Path dist;
  private final FarmLayout layout;
  private final BeanstalkServer queue;
  private final MosquittoServer broker;
  private final RsyncServer rsync;
  private final Map<String, ServerProcess> daemons = new LinkedHashMap<>();
  private int workers;

  /** Starts the servers and daemons of a farm from an unpacked distribution. */
  Farm(Path dist, FarmLayout layout, Builder builder) throws IOException {
    this.dist = dist;
    this.layout = layout;
    this.queue = BeanstalkServer.start(layout.dir().resolve("beanstalkd"));
    this.broker = MosquittoServer.start(layout.dir().resolve("mosquitto"));
    this.rsync = RsyncServer.start(layout.dir().resolve("rsyncd"), rsyncdConf());
    Files.writeString(
        layout.config(), layout.ini(queue.url(), broker.port(), rsync.port(), builder));
    start("controller", "reimzul-controller");
    start("repogen", "reimzul-repogen-worker");
    startWorker();
    start("signer", "reimzul-signer");
    daemons.get("controller").awaitPort(layout.mongoPort()).awaitPort(layout.incomingPort());
    daemons.get("repogen").awaitPort(layout.bstorePort());
  }

  /** The configuration that we ship, with this farm's directory; chroot and uid need root. */
  private String rsyncdConf() throws IOException {
    String shipped = Files.readString(dist.resolve("config/rsyncd.conf"));
    String ours = shipped.replace("/srv/reimzul/", layout.dir() + "/");
    boolean root = System.getProperty("user.name").equals("root");
    String user = root ? "root" : "";
    return ours.lines()
        .filter(line -> root || !line.strip().matches("(uid|gid)\\s*=.*"))
        .map(line -> line.replaceFirst("^(\\s*[ug]id\\s*=).*", "$1 " + user))
        .map(line -> root ? line : line.replaceFirst("(use chroot\\s*=).*", "$1 no"))
        .reduce(
            "lock file = " + layout.dir() + "/rsyncd/lock\n", (text, line) -> text + line + "\n");
  }

  private ServerProcess start(String name, String launcher) {
    List<String> argv =
        List.of(dist.resolve("bin").resolve(launcher).toString(), "--config", layout.config() + "");
    ServerProcess process = ServerProcess.start(name, layout.log(name), Map.of(), argv);
    daemons.put(name, process);
    return process;
  }

  /** Starts a worker, besides those that run already; returns its name. */
  String startWorker() {
    workers++;
    String name = "worker" + workers;
    start(name, "reimzul-worker");
    return name;
  }

  /** The process of a daemon by its name in this farm. */
  ServerProcess daemon(String name) {
    return daemons.get(name);
  }

  /** SIGKILL to a worker, which is then no longer expected to live. Returns its process id. */
  long killWorker(String name) {
    ServerProcess worker = daemons.remove(name);
    worker.kill();
    worker.close(); // what it had started must not outlive it: a unit's cgroup does this elsewhere
    return worker.pid();
  }

  /** Fails if a daemon that should run has ended. */
  void check() throws FarmException {
    for (Map.Entry<String, ServerProcess> daemon : daemons.entrySet()) {
      if (!daemon.getValue().isAlive()) {
        String log = daemon.getValue().logText();
        throw new FarmException(
            daemon.getKey() + " has ended:\n" + log.substring(Math.max(0, log.length() - 2000)));
      }
    }
  }

  FarmLayout layout() {
    return layout;
  }

  int brokerPort() {
    return broker.port();
  }

  /** One line per process, for people. */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add(line("beanstalkd", queue.process().pid(), "port " + queue.port()));
    lines.add(line("mosquitto", broker.process().pid(), "port " + broker.port()));
    lines.add(line("rsync daemon", rsync.process().pid(), "port " + rsync.port()));
    Map<String, String> ports =
        Map.of(
            "controller",
            "MongoDB (embedded) on port "
                + layout.mongoPort()
                + ", http on "
                + layout.incomingPort(),
            "repogen",
            "http on port " + layout.bstorePort());
    daemons.forEach((name, d) -> lines.add(line(name, d.pid(), ports.getOrDefault(name, ""))));
    return lines;
  }

  private static String line(String name, long pid, String what) {
    return String.format("%-14s pid %-8d %s", name, pid, what).stripTrailing();
  }

  /** The path of a command of the distribution. */
  String command(String name) {
    return dist.resolve("bin").resolve(name).toString();
  }

  @Override
  public void close() {
    daemons.values().forEach(ServerProcess::terminate);
    List<ServerProcess> reversed = new ArrayList<>(daemons.values());
    Collections.reverse(reversed);
    reversed.forEach(ServerProcess::close);
    rsync.close();
    broker.close();
    queue.close();
  }
}
