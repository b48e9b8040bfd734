package org.reimzul.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A mosquitto that keeps what it acknowledged, open to anybody on a free loopback port. */
public final class MosquittoServer implements AutoCloseable {
  private final Path dir;
  private final int port;
  private ServerProcess process;

  private MosquittoServer(Path dir, int port) {
    this.dir = dir;
    this.port = port;
    this.process = launch();
  }

  /** Starts one that keeps its files in {@code dir}, and waits until it accepts. */
  public static MosquittoServer start(Path dir) {
    return start(dir, "");
  }

  /** The same with {@code more} lines of mosquitto.conf for its listener, as {@code cafile ...}. */
  public static MosquittoServer start(Path dir, String more) {
    int port = FreePort.next();
    String conf =
        """
        listener %d 127.0.0.1
        allow_anonymous true
        user %s
        persistence true
        persistence_location %s/
        autosave_on_changes true
        autosave_interval 1
        """
            .formatted(port, System.getProperty("user.name"), dir);
    try {
      Files.createDirectories(dir);
      Files.writeString(dir.resolve("mosquitto.conf"), conf + more);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MosquittoServer(dir, port);
  }

  private ServerProcess launch() {
    return ServerProcess.start(
            "mosquitto",
            dir.resolve("mosquitto.log"),
            Map.of(),
            List.of(
                Programs.require("mosquitto").toString(),
                "-c",
                dir.resolve("mosquitto.conf").toString()))
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

  /** Starts it again on the same port with what it had saved. */
  public void restart() {
    process.close();
    process = launch();
  }

  @Override
  public void close() {
    process.close();
  }
}
