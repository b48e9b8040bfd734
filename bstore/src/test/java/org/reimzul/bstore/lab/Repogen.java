package org.reimzul.bstore.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.BeanstalkServer;
import org.reimzul.testkit.FreePort;
import org.reimzul.testkit.ServerProcess;

/** {@code reimzul-repogen-worker} in a JVM of its own, to be killed. */
public final class Repogen implements AutoCloseable {
  private final Path config;
  private final Path log;
  private final int port;
  private ServerProcess process;

  private Repogen(Path config, Path log, int port) {
    this.config = config;
    this.log = log;
    this.port = port;
  }

  /** One that serves {@code root}, not started; its files are in {@code dir}. */
  public static Repogen configured(Path dir, Path root, BeanstalkServer queue) throws IOException {
    int port = FreePort.next();
    Files.createDirectories(dir);
    Path config =
        Files.writeString(
            dir.resolve("reimzul.ini"),
            """
            [beanstalkd]
            url = %s
            [bstore]
            root = %s
            http_listen = 127.0.0.1:%d
            scan_interval = 1s
            original_uploads = yes
            [target el9]
            arches = x86_64
            [target final]
            arches = x86_64
            duplicates = refuse
            """
                .formatted(queue.url(), root, port));
    return new Repogen(config, dir.resolve("repogen.log"), port);
  }

  /** Starts the process; does not wait until it is up. */
  public Repogen launch() {
    return launch(Map.of());
  }

  /** Starts it with these environment variables and options of the JVM. */
  public Repogen launch(Map<String, String> environment, String... jvm) {
    List<String> argv = new ArrayList<>();
    argv.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    argv.add("-XX:TieredStopAtLevel=1");
    argv.addAll(List.of(jvm));
    argv.addAll(List.of("-cp", System.getProperty("java.class.path")));
    argv.addAll(List.of("org.reimzul.bstore.RepogenMain", "--config", config.toString()));
    process = ServerProcess.start("repogen", log, environment, argv);
    return this;
  }

  /** Waits for the log line that says so. */
  public Repogen awaitUp() {
    Await.until(
        Duration.ofSeconds(30),
        "repogen to be up",
        () -> process.logText().contains("reimzul-repogen-worker is up"));
    return this;
  }

  /** As kill -9 does; nothing if it does not run. */
  public void kill() {
    if (process != null) {
      process.kill();
    }
  }

  public ServerProcess process() {
    return process;
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + port + "/bstore";
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
