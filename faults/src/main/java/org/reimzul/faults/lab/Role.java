package org.reimzul.faults.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.reimzul.testkit.ServerProcess;

/** A daemon of the farm on its machine, started again whenever it ends, as systemd does. */
public final class Role {
  private final String name;
  private final String kind;
  private final Machine machine;
  private final List<String> argv;
  private final Map<String, String> environment;
  private final Path log;
  private ServerProcess process;
  private boolean wanted;
  private boolean strand;
  private long restartAt;

  Role(
      String name,
      String kind,
      Machine machine,
      List<String> argv,
      Map<String, String> environment,
      Path log) {
    this.name = name;
    this.kind = kind;
    this.machine = machine;
    this.argv = new ArrayList<>(machine.enter());
    this.argv.addAll(argv);
    this.environment = Map.copyOf(environment);
    this.log = log;
  }

  /** Its name in this farm. */
  public String name() {
    return name;
  }

  /** What it is, as {@code worker}. */
  public String kind() {
    return kind;
  }

  /** True for what isn't ours: queue, broker, rsync daemon. */
  public boolean server() {
    return kind.endsWith("d") || kind.equals("mosquitto");
  }

  /** Where it runs. */
  public Machine machine() {
    return machine;
  }

  /** What it has printed. */
  public Path log() {
    return log;
  }

  synchronized void start() {
    wanted = true;
    restartAt = 0;
    process = ServerProcess.start(name, log, environment, argv);
  }

  /** True while its process runs. */
  public synchronized boolean alive() {
    return process != null && process.isAlive();
  }

  /** The process that runs, or ran last. */
  public synchronized long pid() {
    return process.pid();
  }

  /** Sends a signal to its process only. */
  public void signal(String signal) {
    ServerProcess current;
    synchronized (this) {
      current = process;
    }
    current.signal(signal);
  }

  /**
   * SIGKILL to it.
   *
   * @param strand what it had started lives on; otherwise it ends before the next start, as in a
   *     unit's control group
   */
  public synchronized void kill(boolean strand) {
    this.strand = strand;
    process.kill();
  }

  /** Starts it again if it has ended, after a pause; for the supervisor. */
  synchronized boolean revive(long pauseMillis) {
    if (!wanted || process.isAlive()) {
      return false;
    }
    long now = System.nanoTime() / 1_000_000;
    if (restartAt == 0) {
      restartAt = now + pauseMillis;
      return true;
    }
    if (now >= restartAt) {
      if (!strand) {
        process.close();
      }
      strand = false;
      start();
    }
    return false;
  }

  /** It is to end, and stay so; SIGTERM. */
  public synchronized void retire() {
    wanted = false;
    process.terminate();
  }

  /** Waits for its end after {@link #retire}; what its session left runs on, to be found. */
  public synchronized boolean awaitEnd(Duration limit) throws InterruptedException {
    try {
      process.awaitExit(limit);
      return true;
    } catch (IllegalStateException e) {
      process.kill();
      return false;
    }
  }
}
