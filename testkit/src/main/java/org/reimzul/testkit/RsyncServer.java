package org.reimzul.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An rsync daemon on a free loopback port, with a configuration that the caller gives. */
public final class RsyncServer implements AutoCloseable {
  private final Path dir;
  private final int port;
  private ServerProcess process;

  private RsyncServer(Path dir, int port) {
    this.dir = dir;
    this.port = port;
    this.process = launch();
  }

  /**
   * Starts one that keeps its files in {@code dir}, and waits until it accepts.
   *
   * @param conf the text of an rsyncd.conf; port, address and log file are set here
   */
  public static RsyncServer start(Path dir, String conf) {
    try {
      Files.createDirectories(dir);
      Files.writeString(dir.resolve("rsyncd.conf"), conf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RsyncServer(dir, FreePort.next());
  }

  private ServerProcess launch() {
    return ServerProcess.start(
            "rsyncd",
            dir.resolve("rsyncd.log"),
            Map.of(),
            List.of(
                Programs.require("rsync").toString(),
                "--daemon",
                "--no-detach",
                "--address=127.0.0.1",
                "--port=" + port,
                "--log-file=/dev/stdout",
                "--config=" + dir.resolve("rsyncd.conf")))
        .awaitPort(port);
  }

  /** The port on 127.0.0.1; the same after {@link #restart}. */
  public int port() {
    return port;
  }

  /** The process, to signal it. */
  public ServerProcess process() {
    return process;
  }

  /** Starts it again on the same port. */
  public void restart() {
    process.close();
    process = launch();
  }

  @Override
  public void close() {
    process.close();
  }
}
