package org.reimzul.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One real process in a session of its own, so that a Ctrl-C at the terminal reaches only us, who
 * then stop it in order. Neither it nor what it started outlives this JVM. Thread-safe.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final String name;
  private final Process process;
  private final Path log;

  private ServerProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it; its output is appended to {@code log}.
   *
   * @param environment added to this JVM's own
   */
  public static ServerProcess start(
      String name, Path log, Map<String, String> environment, List<String> argv) {
    List<String> command = new ArrayList<>(List.of(Programs.require("setsid").toString()));
    command.addAll(argv);
    var builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return RunningServers.add(() -> new ServerProcess(name, builder.start(), log));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  /** Waits until 127.0.0.1:{@code port} accepts; fails with the log's text if the process ended. */
  public ServerProcess awaitPort(int port) {
    Await.until(
        Duration.ofSeconds(30),
        name + " to listen on port " + port,
        () -> {
          if (!isAlive()) {
            throw new IllegalStateException(name + " ended: " + logText());
          }
          return Await.accepts(port);
        });
    return this;
  }

  /** Its process id; a program started through this class keeps it for life. */
  public long pid() {
    return process.pid();
  }

  /** True until it has ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Everything it has printed so far. */
  public String logText() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** Where it prints. */
  public Path log() {
    return log;
  }

  /** Sends a signal by name, as {@code STOP}, {@code CONT} or {@code USR1}. */
  public void signal(String signal) {
    try {
      var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
      if (kill.waitFor() != 0 && isAlive()) {
        throw new IllegalStateException("cannot send " + signal + " to " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** SIGKILL to it (its children live on), and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Waits until it ends by itself; returns its exit code, or throws when {@code limit} passes. */
  public int awaitExit(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(name + " still runs after " + limit.toSeconds() + " s");
    }
    return process.exitValue();
  }

  /** Asks it to end (SIGTERM), without waiting. */
  public void terminate() {
    process.destroy();
  }

  /** SIGTERM, ten seconds, then SIGKILL for it and all that runs in its session. Idempotent. */
  @Override
  public void close() {
    terminate();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
    Session.kill(pid());
    RunningServers.remove(this);
  }
}
