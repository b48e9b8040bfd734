package org.reimzul.controller.mongo;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.reimzul.testkit.ServerProcess;

/** The embedded server in a process of its own, so that it can be killed. */
public final class EmbeddedMongoMain {
  private EmbeddedMongoMain() {}

  /** Serves the directory and the port given as arguments until it is killed. */
  public static void main(String... args) throws Exception {
    new EmbeddedMongo(
            Path.of(args[0]), new InetSocketAddress("127.0.0.1", Integer.parseInt(args[1])))
        .start();
  }

  /** Starts it in a child JVM and waits until it listens. */
  public static ServerProcess launch(Path dir, int port) {
    return launch(List.of(), dir, port);
  }

  /** The same, the JVM's command line put behind {@code prefix}. */
  static ServerProcess launch(List<String> prefix, Path dir, int port) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            EmbeddedMongoMain.class.getName(),
            dir.toString(),
            Integer.toString(port)));
    Path log = dir.resolveSibling(dir.getFileName() + ".log");
    return ServerProcess.start("mongodb", log, Map.of(), command).awaitPort(port);
  }
}
