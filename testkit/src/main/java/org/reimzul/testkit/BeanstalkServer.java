package org.reimzul.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A beanstalkd with a durable binlog ({@code -b DIR -f 0}) on a free loopback port. The program is
 * {@code beanstalkd}, or what {@code REIMZUL_TEST_BEANSTALKD} names.
 */
public final class BeanstalkServer implements AutoCloseable {
  private final Path binlog;
  private final Path log;
  private final int port;
  private ServerProcess process;

  private BeanstalkServer(Path binlog, Path log, int port) {
    this.binlog = binlog;
    this.log = log;
    this.port = port;
    this.process = launch();
  }

  /** Starts one that keeps its binlog and log in {@code dir}, and waits until it accepts. */
  public static BeanstalkServer start(Path dir) {
    Path binlog = dir.resolve("binlog");
    try {
      Files.createDirectories(binlog);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BeanstalkServer(binlog, dir.resolve("beanstalkd.log"), FreePort.next());
  }

  private ServerProcess launch() {
    String program = System.getenv().getOrDefault("REIMZUL_TEST_BEANSTALKD", "beanstalkd");
    String path = program.contains("/") ? program : Programs.require(program).toString();
    return ServerProcess.start(
            "beanstalkd",
            log,
            Map.of(),
            List.of(
                path,
                "-l",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-b",
                binlog.toString(),
                "-f",
                "0"))
        .awaitPort(port);
  }

  /** The port on 127.0.0.1; the same after {@link #restart}. */
  public int port() {
    return port;
  }

  /** Its address as {@code [beanstalkd] url} takes it. */
  public String url() {
    return "beanstalk://127.0.0.1:" + port;
  }

  /** The process, to signal it. */
  public ServerProcess process() {
    return process;
  }

  /** Starts it again, after a kill or a stop, on the same port and binlog. */
  public void restart() {
    process.close();
    process = launch();
  }

  @Override
  public void close() {
    process.close();
  }
}
